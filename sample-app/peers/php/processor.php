<?php

// second stage of the upload pipeline: counts the bytes and lines of each file, for files of text

declare(strict_types=1);

require __DIR__ . '/Program.php';

function process(SpreadPeer $peer, SpreadMessage $message): void
{
    [$headers, $content] = Program::headers($message, 'f_id');
    $answer = ['f_id' => $headers['f_id'], 'size' => strlen($content), 'lines' => 0];
    if (preg_match('//u', $content) && !str_contains($content, "\0")) {
        $lastLineIsOpen = $content !== '' && !str_ends_with($content, "\n");
        $answer['lines'] = substr_count($content, "\n") + ($lastLineIsOpen ? 1 : 0);
    } else {
        $answer['problem'] = 'it is no text in UTF-8';
    }
    $peer->multicast(Program::RESPONSES, SpreadHeaders::write($answer));
    Program::tell(sprintf('File %d: %s bytes, %s lines',
        $answer['f_id'], number_format($answer['size']), number_format($answer['lines'])));
}

Program::run(function () {
    $program = Program::start('php processor.php [OPTIONS]', ['count' => 'end after so many messages']);
    $program->serve(Program::FILES, 'process');
});
