package com.example.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.CommandLineRunner;
import org.springframework.stereotype.Component;

import io.github.spreadspring.messaging.SpreadTemplate;

@Component
class Keyboard implements CommandLineRunner {

	private final SpreadTemplate template;

	private final String author;

	Keyboard(SpreadTemplate template, @Value("${chat.author:somebody}") String author) {
		this.template = template;
		this.author = author;
	}

	@Override
	public void run(String... args) throws IOException {
		BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));
		String text = keyboard.readLine();
		while (text != null) { // null at the end of the input: Ctrl+D, on Windows Ctrl+Z and Enter
			this.template.convertAndSend("chat", new Line(this.author, text));
			text = keyboard.readLine();
		}
	}

}
