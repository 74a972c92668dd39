"""Networks in English: settings, trials and processes."""

SENTENCES = {
    # settings and trials
    "nothing to divide": "cross_validated divides a Dataset or a Table, examples with their "
    "targets: cross_validated(fit_and_score, Dataset(xs, ys)), not {given}",
    "too few folds": "cross-validation needs 2 folds or more, and folds({k}, {seed}) gave {count}",
    "fold failed": "fold {position} of {count} failed: {error}",
    "the number of settings to draw": "the number of settings to draw",
    "no log-uniform": "log_uniform draws between two numbers above 0, the smaller first, not {low!r} and {high!r}",
    "no list of values": "{name} needs a list of values, and was given {values!r}",
    "no values": "{name} has no values",
    "no trial has a score": "no trial has a score; of the first: {error}",
    "no trials": "there are no trials",
    "trial not done": "not done when stopped",
    "no function to search with": "search takes the function first, search(trial, settings), not {given}",
    "no settings": "settings are a list of dicts, as grid or at_random makes it, search(trial, grid({{...}})), "
    "not {given}",
    "setting is no dict": "a setting is a dict of names and values, not {given}",
    "nothing to try": "there are no settings to try",
    "no score": "a score is one number, and what was returned is {given}",
    "score not finite": "the score is {score}, which is not better or worse than others",
    "so many done in time": "{done} of {all} {what} done, {failed} of them failed; about {seconds:.0f} s left",
    "no executor": "an executor is one of concurrent.futures, as get_executor() of a Dask client gives, or "
    "a number of processes, and not {given!r}",
    "no number of processes": "{count} processes are not possible; 0 runs everything here, None on every processor",
    "executor cancelled": "its executor cancelled it",
    "cannot be sent": "{function!r} cannot be sent to another process ({error}): define it with `def` at the "
    "outer level of a module, or run it here with executor=0",
    # processes
    "put the program in a file": "put the program in a file, since each process reads it again and cannot read "
    "it from here",
    "guard the call": "in a script, put the call that starts them under `if __name__ == '__main__':`, since "
    "each process reads the script again",
    "no process started": "no process could be started: {advice}; or run it here with executor=0",
    "function not found there": "another process does not find {function!r} ({error}): import it from a file, "
    "or run it here with executor=0",
    "process was ended": "its process was ended",
    "process ended early": "its process ended before it returned, with exit status {status}",
    "process ended by a signal": "its process was ended by {name}",
    "process killed": "its process was ended by {name}, perhaps for want of memory",
    "trials": "trials",
    "folds": "folds",
    "stopped early": "stopped: {done} of {all} {what} done",
    "a signal": "signal {number}",
    "column of scores": "score",
    "column of errors": "error",
    "score of a failed trial": "failed",
    "trials and failures": "{count} {count:trial|trials}, {failed} failed",
}
