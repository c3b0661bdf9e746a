package io.github.spreadspring.boot.test.slice;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application with more than Spread.
 */
@SpringBootApplication
class ShopApplication {

}
