"""Third stage of the upload pipeline: print each answer as a line of JSON, and keep it in PostgreSQL with --psql."""

import json
import os
import re
import subprocess

from program import RESPONSES, Unusable, headers, options, run, serve

# psql puts its variables in as quoted literals
SQL = """
insert into uploads (id, state) values (:'f_id', 'WAITING') on conflict (id) do nothing;
update uploads set size = :'size', lines = :'lines', problem = nullif(:'problem', ''),
  state = case :'problem' when '' then 'DONE' else 'UNREADABLE' end, answered = current_timestamp
where id = :'f_id';
"""


def write(answer, database):
    print(json.dumps(answer), flush=True)
    if database:
        command = ["psql", "--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", f"--dbname={database}"]
        command += [f"--set={name}={value}" for name, value in {"problem": "", **answer}.items()]
        result = subprocess.run(command, input=SQL, text=True, stderr=subprocess.PIPE,
                                env={**os.environ, "PGCLIENTENCODING": "UTF8"})
        if result.returncode:
            raise Unusable(f"psql ended with {result.returncode}: {result.stderr.strip()}")


def main():
    parser = options(__doc__)
    parser.add_argument("--count", type=int, default=-1, help="end after so many messages")
    parser.add_argument("--psql", metavar="CONNINFO", help='the database, such as "host=localhost user=uploads"')
    arguments = parser.parse_args()

    def handle(_, message):
        block, _ = headers(message, "f_id", "size", "lines")
        answer = {name: block[name] for name in ("f_id", "size", "lines", "problem") if name in block}
        if "problem" in answer:
            answer["problem"] = re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", answer["problem"])[:500]
        write(answer, arguments.psql)

    serve(arguments, RESPONSES, handle)


run(main)
