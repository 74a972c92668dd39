from tests.missing import tell_what_is_missing

tell_what_is_missing()
