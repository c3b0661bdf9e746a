package io.github.spreadspring.client.docs;

import java.io.IOException;

import io.github.spreadspring.client.AuthenticationDialogue;
import io.github.spreadspring.client.AuthenticationMethod;
import io.github.spreadspring.client.AuthenticationRejectedException;

record Password(String user, String password) implements AuthenticationMethod {

	@Override
	public String name() {
		return "PWORD"; // as in the daemon's configuration
	}

	@Override
	public void authenticate(AuthenticationDialogue dialogue) throws IOException {
		// 32 for the user, 8 for the password, filled up with NUL
		byte[] credentials = new byte[40];
		System.arraycopy(this.user.getBytes(), 0, credentials, 0, this.user.length());
		System.arraycopy(this.password.getBytes(), 0, credentials, 32, this.password.length());
		dialogue.write(credentials);
		if (dialogue.read(1)[0] != 1) {
			throw new AuthenticationRejectedException(dialogue.address(), "The daemon does not know " + this.user);
		}
	}

}
