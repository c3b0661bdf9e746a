package com.example;

import java.time.Duration;

import io.github.spreadspring.client.ConnectionSettings;
import io.github.spreadspring.client.SpreadConnection;
import io.github.spreadspring.client.message.MemberJoined;
import io.github.spreadspring.client.message.OutboundMessage;
import io.github.spreadspring.client.message.RegularMessage;
import io.github.spreadspring.client.message.SpreadMessage;
import io.github.spreadspring.protocol.ServiceType;

class Hello {

	public static void main(String[] args) throws InterruptedException {
		ConnectionSettings settings = ConnectionSettings.of("4803@localhost").privateName("alice");
		try (SpreadConnection connection = SpreadConnection.open(settings)) {
			connection.join("news"); // answered by a MemberJoined that contains us
			connection.multicast(OutboundMessage.of("news", "hello".getBytes()).service(ServiceType.SAFE).type(7));
			SpreadMessage next = connection.receive(Duration.ofSeconds(5));
			while (next != null) { // null when nothing came in time
				if (next instanceof MemberJoined joined) {
					System.out.println("members: " + joined.view().members());
				}
				else if (next instanceof RegularMessage message) {
					System.out.println(message.sender() + ": " + new String(message.body()));
				}
				next = connection.receive(Duration.ofSeconds(1));
			}
		}
	}

}
