package io.github.spreadspring.boot.test.docs;

import org.springframework.stereotype.Service;

@Service
class Prices {

	int of(String item) {
		return item.length();
	}

}
