<?php

// third stage of the upload pipeline: prints each answer as a line of JSON, and keeps it in PostgreSQL with --psql

declare(strict_types=1);

require __DIR__ . '/Program.php';

// psql puts its variables in as quoted literals
const SQL = <<<'SQL'
    insert into uploads (id, state) values (:'f_id', 'WAITING') on conflict (id) do nothing;
    update uploads set size = :'size', lines = :'lines', problem = nullif(:'problem', ''),
      state = case :'problem' when '' then 'DONE' else 'UNREADABLE' end, answered = current_timestamp
    where id = :'f_id';
    SQL;

function keep(array $answer, string $database): void
{
    $command = ['psql', '--no-psqlrc', '--quiet', '--no-password', '--set=ON_ERROR_STOP=1', "--dbname=$database"];
    foreach ($answer + ['problem' => ''] as $name => $value) {
        $command[] = "--set=$name=$value";
    }
    $psql = @proc_open($command, [['pipe', 'r'], STDERR, ['pipe', 'w']], $pipes, null,
        ['PGCLIENTENCODING' => 'UTF8'] + getenv());
    if (!$psql) {
        throw new SpreadException('There is no program psql');
    }
    fwrite($pipes[0], SQL);
    fclose($pipes[0]);
    $problem = stream_get_contents($pipes[2]);
    $status = proc_close($psql);
    if ($status !== 0) {
        throw new Unusable("psql ended with $status: " . trim($problem));
    }
}

Program::run(function () {
    $program = Program::start('php writer.php [OPTIONS]', [
        'count' => 'end after so many messages',
        'psql' => 'the database, such as "host=localhost user=uploads"',
    ]);
    $program->serve(Program::RESPONSES, function (SpreadPeer $peer, SpreadMessage $message) use ($program) {
        [$headers] = Program::headers($message, 'f_id', 'size', 'lines');
        $answer = array_intersect_key($headers, array_flip(['f_id', 'size', 'lines', 'problem']));
        if (isset($answer['problem'])) {
            $problem = json_decode(json_encode($answer['problem'], JSON_INVALID_UTF8_SUBSTITUTE));
            preg_match('/^.{0,500}/us', preg_replace('/\p{Cc}+/u', ' ', $problem), $match);
            $answer['problem'] = $match[0];
        }
        echo json_encode($answer, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES), "\n";
        if (isset($program->options['psql'])) {
            keep($answer, $program->options['psql']);
        }
    });
});
