"""Runs the check of a GitLab job, and looks at its report: `code_quality.py JOB`."""

import json
import subprocess
import sys
from pathlib import Path

import yaml

(job,) = yaml.safe_load(Path(sys.argv[1]).read_text("utf-8")).values()
subprocess.run(job["script"][-1], shell=True, check=False)
report = json.loads(Path(job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
assert report
for issue in report:
    assert issue["description"] and issue["check_name"]
    assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
    assert Path(issue["location"]["path"]).is_file()
    assert issue["location"]["lines"]["begin"] > 0
assert len({issue["fingerprint"] for issue in report}) == len(report)
