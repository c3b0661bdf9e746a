package com.example.chat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.spreadspring.boot.test.SpreadTest;
import io.github.spreadspring.boot.test.SpreadTestClient;
import io.github.spreadspring.messaging.SpreadTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpreadTest
@ExtendWith(OutputCaptureExtension.class)
class RoomTests {

	@Test
	void aLineIsShown(SpreadTestClient bob, CapturedOutput output) {
		bob.send("chat", "{\"author\":\"bob\",\"text\":\"hello\"}");
		await().untilAsserted(() -> assertThat(output).contains("bob: hello"));
	}

	@Test
	void everyMemberGetsALine(@Autowired SpreadTemplate template, SpreadTestClient bob) {
		bob.join("chat");
		template.convertAndSend("chat", new Line("ann", "hello"));
		assertThat(bob.awaitMessage("chat").text()).isEqualTo("{\"author\":\"ann\",\"text\":\"hello\"}");
	}

}
