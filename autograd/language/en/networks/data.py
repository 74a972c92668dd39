"""Networks in English: examples, tables and their encoding."""

SENTENCES = {
    # examples
    "share of a test": "the test part is a share of all examples, more than 0 and less than 1, not {test!r}",
    "empty part": "a share of {test} of {n} {n:example|examples} is {count}, which leaves one of the parts empty",
    "number of folds": "{n} {n:example is|examples are} divided into 2 to {n} folds, not {k!r}",
    "order is no random": "the order is drawn from a random.Random, as in random.Random(0), not from {random!r}",
    "targets of examples": "{xs} examples have {ys} targets; each example needs one",
    "one target of examples": "{xs} examples have {ys} target; each example needs one",
    "targets of one example": "{xs} example has {ys} targets; each example needs one",
    "shapes of examples": "the first example is {first}, and that with index {i} is {size}; all need one shape",
    "names of features": "{count} {count:name of a feature is|names of features are} for examples of {size}",
    "target is no class": "the target {y!r} with index {i} is no class: those with a name are 0 to {last}",
    "size of a batch": "a batch has at least one example, not {size!r}",
    "arms of a spiral": "the arms of a spiral are a whole number of at least 1, not {classes!r}",
    "points of classes": "count is a whole number of points, at least {classes} for {classes} classes, "
    "and not {count!r}",
    "no noise": "noise is a standard deviation, 0 or more, and {noise!r} is not",
    # images
    "digits needs scikit-learn": 'digits() reads a file that scikit-learn brings: {pip} install "ringograd[digits]"',
    "digits not there": 'scikit-learn is installed, but not its file {path}: {pip} install "ringograd[digits]"',
    "no part of MNIST": "MNIST has the parts 'train' and 'test', not {part!r}",
    "no limit": "the limit is at least one example, not {limit!r}",
    "labels do not match": "{images} has {image_count} images, and {labels} has {label_count} labels: they do "
    "not match",
    "no label of a digit": "{path} has the label {label} with index {place}, and labels are 0 to 9",
    "no file in the folder": "the folder {folder} has no file {names} or {last}",
    "packed too densely": "has a header that tells of {told} bytes, and has itself only {packed}: pictures "
    "are hardly ever packed to less than 1/{most}; if these are, unpack the file yourself",
    "gzip damaged": "{path} is a damaged gzip file ({error}): get it again",
    "file and fault": "{path} {error}",
    "bytes missing": "{path} has a header that tells of {told} bytes, and only {found} follow: get it again",
    "bytes left over": "{path} has a header that tells of {told} bytes, and more follow: get it again",
    "no IDX file": "is no IDX file: it begins with the bytes {found} instead of 00 00",
    "header cut off": "ends within its header, after {found} of {wanted} bytes",
    "IDX of another type": "holds numbers of type {kind} and not bytes, which is type 8",
    "dimensions of labels": "has data of {found} dimensions where labels have 1",
    "dimensions of images": "has data of {found} dimensions where images have 3",
    "dimensions of data": "has data of {found} dimensions where {wanted} are needed",
    "nothing in a file": "has a header that tells of {told} bytes, which is nothing",
    "too much in a file": "has a header that tells of {told} bytes, and at most {most} are read",
    # options
    "no file": "there is no file {path}, as seen from the folder {folder}",
    "use names columns": "use names columns, each once and not the target {target!r}, and is {columns}",
    "list of texts": "{what} is a list of texts, as in {what}=[{given!r}]",
    "list of columns": "{what} is a list of names of columns, as in {what}=[{given!r}]",
    "no text in a list": "{what} has texts, such as {text!r}, not {given!r}",
    "no separator": "separator is one character, such as ';', '\\t' for tabs or ' ' for blanks, not {given!r}",
    "no encoding": "encoding is a name, such as 'cp932' or 'latin-1', not {given!r}",
    "comma is no truth": "comma is True if the decimal sign is a comma, else False, not {given!r}; see separator",
    "names twice": "names has a name for each column, each once, and is {given}",
    # rows and columns
    "empty table": "{path} is empty, and its first row should name the columns",
    "names given twice": "{path}, line {line}: the first row names the columns, so leave out names=[…]",
    "columns of one name": "{path}, line {line}: two columns are named {name!r}; the second is called {second!r}",
    "target of two columns": "{told}. As one of them is the target, name the columns to tell it from: use=[…]",
    "only the target": "{path} has no column but the target {target!r}",
    "only the target and unnamed": "{path} has no column but the target {target!r}, but for those without a "
    "name: use={unnamed}",
    "signs left out": "{path}: the numbers of these columns are read without their sign: {which}",
    "left out of the features": "{path}: left out of the features: {which}. To take a column in, name it with "
    "all others in use=[…]",
    "target missing": "{path}, line {line}, column {target!r}: the target is missing; fill it in, take out "
    "the row, or say drop_missing_targets=True",
    "all targets missing": "{path}, line {line}, column {target!r}: the target is missing, and in every other row",
    "rows without a target": "{path}: {count} of {all} rows have no target {target!r} and are left out, the "
    "first in line {line}",
    "no rows": "{path} names columns, but has no rows",
    "cells of a row": "{path}, line {line}: the row has {count} {count:cell|cells}, and there are {width} columns",
    "quotation mark open": "{path}, line {line}: the row cannot be read: a quotation mark does not close",
    "row cannot be read": "{path}, line {line}: the row cannot be read: {error}",
    "row with quotation marks": "{path}, line {line}: the row cannot be read: {error}; within a cell in "
    "quotation marks, one is written twice",
    "names in all": "{names}, … ({count} in all)",
    "one name less": "{path}, line {line}: the header has {names} names, and each row has {cells} cells. "
    "If numbers have a decimal comma, as in {number}, save the table with ';' between cells, or write each of "
    'them in quotation marks, as in "{number}", and say comma=True. If the first cell is the number of the row, '
    "name it, too: begin the header with row,{name}",
    "names are numbers": "{path}, line {line}: most names of columns are numbers: {names}. If the first row is no "
    "header, name the {count} {count:column|columns}: names=['…', …]. If it is one, name those that you use: "
    "use=[{number!r}, …]",
    "several separators": "{path} has {count} cells in each row with {several} between them: say "
    "separator={separator!r} or another",
    "and with": "{one} and with {other}",
    "no such column": "{path} has no column {name!r}; its columns are {names}",
    "no such column between": "{path} has no column {name!r}; its columns, with {separator} between them, are {names}",
    "column with another separator": "{sentence}. With {other!r} between cells there is: say separator={other!r}",
    "column named below": "{sentence}. Line {line} names it: take out the lines before, so that it is the first",
    "name the columns": "{sentence}. If the first row is no header, name the columns: names=[…]",
    "tabs": "tabs",
    "blanks": "blanks",
    # why a column is no feature
    "empty, without a name": "without a name, empty",
    "counts the rows": "counts the rows",
    "counts the rows, without a name": "without a name, counts the rows",
    "a different number": "a different number in each row",
    "a different number, without a name": "without a name, a different number in each row",
    "a different date": "a different date in each row, and no number",
    "a different date, without a name": "without a name, a different date in each row, and no number",
    "a different text": "a different text in each row",
    "a different text, without a name": "without a name, a different text in each row",
    # characters and numbers
    "no CSV file": "{path} is no CSV file, but {what}: open it, and save the table as CSV in UTF-8",
    "a workbook or archive": "a workbook, as .xlsx and .ods are, or another archive",
    "a workbook": "a workbook, as .xls is",
    "byte is not": "{path}, line {line}: the byte {byte:02x} is not {encoding}; {advice}",
    "say another encoding": "say another encoding, or none for UTF-8",
    "encoding unknown": "{path} cannot be read with encoding={encoding!r}; it is a name such as 'utf-8', "
    "'cp932' or 'latin-1'",
    "character 0": "{path}, line {line}: a character 0 stands in no table; if the file is UTF-16, "
    "say encoding='utf-16-le'",
    "begins as UTF-16": "it begins as UTF-16 does: say encoding='utf-16', or save the file as UTF-8",
    "one reading": "encoding={encoding!r} ({who}) if {near!r} is right",
    "or another reading": "{one}, or {other}",
    "say an encoding": "say {readings}, or save the file as UTF-8",
    "encoding of its own": "encoding= with the name of its own",
    "Shift-JIS of Windows": "Shift-JIS, as Japanese Windows writes it",
    "EUC of Unix": "EUC, as Japanese Unix wrote it",
    "Latin of Windows": "as western Windows writes it",
    "both decimal signs": "{path}, line {line}, column {name!r}: {comma!r} has a decimal comma and {point!r} "
    "a decimal point; correct one of them",
    "either decimal sign": "{path}, line {line}, column {name!r}: {cell!r} may have a decimal sign or a group "
    "of three digits; say comma=True if the decimal sign is a comma, else comma=False",
    "sign is missing": "{path}, line {line}, column {name!r}: {cell!r} has no {sign!r}, and {first!r} has "
    "one; write all numbers of the column with one sign or without any, and leave cells empty whose number is "
    "not known",
    # encoders
    "cell is no number": "{cell!r} is no number, and the training part has only numbers here",
    "most cells are numbers": "{path}, line {line}, column {name!r}: {cell!r} is no number, and {numbers} "
    "of {count} cells here are; correct it, or leave the cell empty if its number is not known, or say "
    "csv(…, missing={{{cell!r}}}) if that stands for such a number. If they all are names, put a letter before "
    "each of them",
    "no table": "an Encoder takes a Table, as nn.data.csv gives it, or a part of one, not {given}",
    "nothing to learn from": "there is nothing to learn from a training part of {path} that has no rows",
    "other columns": "the training part tells {target!r} from the columns {columns}, and this part of "
    "{path} {own_target!r} from {own_columns}",
    "in a cell": "{path}, line {line}, column {name!r}: {error}",
    "comma in training": "{path}, line {line}, column {name!r}: {cell!r} may have a decimal sign or a group "
    "of three digits. The decimal sign of this column was a comma in the training part, and that of column "
    "{other!r} in this part is a point; say csv(…, comma=True) if the decimal sign of this part is a comma, "
    "else comma=False",
    "point in training": "{path}, line {line}, column {name!r}: {cell!r} may have a decimal sign or a group "
    "of three digits. The decimal sign of this column was a point in the training part, and that of column "
    "{other!r} in this part is a comma; say csv(…, comma=True) if the decimal sign of this part is a comma, "
    "else comma=False",
    "target is no number": "the target {cell!r} is no number",
    "class not in training": "the training part has no class {cell!r}, but {classes}",
    "number is no class": "the training part has no class {cell!r}, but {classes}; for numbers, "
    "Encoder(train, regression=True)",
    "a dataset": "Dataset of {count} {count:example|examples}",
    "a dataset of a shape": "{dataset} of {size}",
    "a dataset of classes": "{dataset} in {count} {count:class|classes}",
    "a table in a file": "Table of {count} {count:row|rows} of {path}, target {target!r}, columns {columns}",
    "an encoder": "Encoder of {target!r} from {features}",
}
