package com.example.chat;

import org.springframework.stereotype.Component;

import io.github.spreadspring.client.message.ConnectionLost;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.message.MemberDisconnected;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.MemberLeft;
import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;

@Component
@SpreadListener("chat")
class Room {

	@SpreadHandler
	void on(Line line) {
		System.out.println(line.author() + ": " + line.text());
	}

	@SpreadHandler
	void on(GroupJoined event) {
		System.out.println("* we are in: " + event.view().members());
	}

	@SpreadHandler
	void on(MemberJoined event) {
		System.out.println("* " + event.member() + " came: " + event.view().members());
	}

	@SpreadHandler
	void on(MemberLeft event) {
		System.out.println("* " + event.member() + " left: " + event.view().members());
	}

	@SpreadHandler
	void on(MemberDisconnected event) {
		System.out.println("* " + event.member() + " is gone: " + event.view().members());
	}

	@SpreadHandler
	void on(ConnectionLost event) {
		System.out.println("* connection lost; we miss what is said until we are in again");
	}

}
