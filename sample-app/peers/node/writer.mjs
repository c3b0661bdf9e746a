// third stage of the upload pipeline: prints each answer as a line of JSON, and keeps it in PostgreSQL with --psql
import { spawnSync } from 'node:child_process';
import { env } from 'node:process';

import { headers, Mistake, options, RESPONSES, run, serve, Unusable } from './program.mjs';

// psql puts its variables in as quoted literals
const SQL = `
insert into uploads (id, state) values (:'f_id', 'WAITING') on conflict (id) do nothing;
update uploads set size = :'size', lines = :'lines', problem = nullif(:'problem', ''),
  state = case :'problem' when '' then 'DONE' else 'UNREADABLE' end, answered = current_timestamp
where id = :'f_id';
`;

function keep(answer, database) {
  const values = Object.entries({ problem: '', ...answer }).map(([name, value]) => `--set=${name}=${value}`);
  const { error, status, stderr } = spawnSync('psql',
    ['--no-psqlrc', '--quiet', '--no-password', '--set=ON_ERROR_STOP=1', `--dbname=${database}`, ...values],
    { input: SQL, encoding: 'utf8', env: { ...env, PGCLIENTENCODING: 'UTF8' } });
  if (error) {
    throw new Mistake(`There is no program psql: ${error.message}`);
  }
  if (status !== 0) {
    throw new Unusable(`psql ended with ${status}: ${stderr.trim()}`);
  }
}

/** JSON.stringify knows no BigInt. */
function json(answer) {
  const fields = Object.entries(answer).map(([name, value]) =>
    `"${name}":${typeof value === 'bigint' ? value : JSON.stringify(value)}`);
  return `{${fields.join(',')}}`;
}

await run(async () => {
  const given = options('node writer.mjs [OPTIONS]', {
    count: 'end after so many messages',
    psql: 'the database, such as "host=localhost user=uploads"',
  });
  await serve(given, RESPONSES, (_, message) => {
    const { headers: { f_id, size, lines, problem } } = headers(message, 'f_id', 'size', 'lines');
    const answer = { f_id, size, lines };
    if (problem !== undefined) {
      answer.problem = Array.from(problem.replace(/\p{Cc}+/gu, ' ')).slice(0, 500).join('');
    }
    console.log(json(answer));
    if (given.psql) {
      keep(answer, given.psql);
    }
  });
});
