from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from asyncsense.diagnostics import Applicability, Diagnostic, Fix, Severity
from asyncsense.fixes.steps import RemoveSuppression
from asyncsense.rules.rule import Rule
from asyncsense.syntax.suppressions import Suppression


class UnusedSuppression(Rule):
    """A comment for asyncsense silences nothing.

    ## Why is this bad?
    It was written for a finding that is no more, or it is misspelled. The next finding on that line
    would be silenced unseen.

    A comment is judged only where all the rules that it could silence are on. A bare `# noqa` may be meant for
    another tool and is never reported.

    ## Example
    ```python
    import asyncio

    async def pause():
        await asyncio.sleep(1)  # asyncsense: ignore[blocking-sleep]
    ```

    ## Use instead
    ```python
    import asyncio

    async def pause():
        await asyncio.sleep(1)
    ```

    ## Fix safety
    Removing the comment, or the name of one rule in it, is safe.

    ## When to ignore it
    Where a comment is needed with one version of Python or of a package, and not with another.

    ## In other tools
    RUF100 (ruff), unused-ignore (mypy), useless-suppression (pylint), reportUnnecessaryTypeIgnoreComment (pyright),
    each for its own comments
    """

    name = "unused-suppression"
    severity = Severity.HINT
    message = "this comment {what}"
    since = "0.1"

    def judge(
        self,
        path: str,
        function: str,
        suppressions: Sequence[Suppression],
        silenced: Sequence[Diagnostic],
        selected: Collection[str],
        usual: Collection[str],
    ) -> Iterator[Diagnostic]:
        """What is wrong with the comments of a file, in which the `selected` rules were looked for;
        `usual` are those that are on by default."""
        for suppression in suppressions:
            if suppression.kind != "asyncsense":
                continue
            if suppression.problem is not None:
                what = f"is not understood: {suppression.problem}"
                yield self._report(path, function, suppression, what)
                continue
            used = {one.rule for one in silenced if suppression.covers(one.rule, one.span.start)}
            if suppression.rules is None:
                if not used and all(rule in selected for rule in usual):
                    fix = RemoveSuppression(path, suppression.comment)
                    yield self._report(path, function, suppression, "suppresses nothing", fix)
                continue
            for rule in suppression.rules:
                if rule in selected and rule not in used and rule != self.name:
                    fix = RemoveSuppression(path, suppression.comment, rule)
                    yield self._report(path, function, suppression, f"suppresses no `{rule}`", fix)

    def _report(
        self,
        path: str,
        function: str,
        suppression: Suppression,
        what: str,
        step: RemoveSuppression | None = None,
    ) -> Diagnostic:
        title = "Remove the comment"
        if step is not None and step.rule is not None:
            title = f"Remove `{step.rule}` from the comment"
        return Diagnostic(
            rule=self.name,
            family=self.family,
            path=path,
            span=suppression.comment,
            message=self.message.format(what=what),
            severity=self.severity,
            fixes=(Fix(title, Applicability.SAFE, (step,)),) if step is not None else (),
            function=function,
        )
