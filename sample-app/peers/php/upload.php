<?php

// first stage of the upload pipeline: sends a file to the group "uploadfiles"

declare(strict_types=1);

require __DIR__ . '/Program.php';

Program::run(function () {
    $program = Program::start('php upload.php [OPTIONS] FILE',
        ['f-id' => 'the number that the answer will have; made up otherwise'], 1);
    [$file] = $program->arguments;
    // beyond the ids that a table gives, and exact in every language
    $id = $program->options['f-id'] ?? random_int(2 ** 52, 2 ** 53 - 1);
    if (!preg_match('/^[0-9]{1,18}$/D', (string) $id)) {
        Program::fail("--f-id $id is not allowed: a number of up to 18 digits is");
    }
    $head = SpreadHeaders::write(['f_id' => $id]);

    $size = is_file($file) ? filesize($file) : Program::fail("There is no file $file");
    $limit = SpreadPeer::maxBody() - strlen($head);
    if ($size > $limit) {
        Program::fail(sprintf('%s has %s bytes; at most %s are allowed, because a file travels as one Spread message',
            $file, number_format($size), number_format($limit)));
    }
    $peer = $program->connect(membership: false);
    $peer->multicast(Program::FILES, $head . file_get_contents($file));
    $peer->disconnect();
    echo "$id\n";
});
