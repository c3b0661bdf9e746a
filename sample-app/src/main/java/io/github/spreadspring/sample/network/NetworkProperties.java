package io.github.spreadspring.sample.network;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The embedded network.
 *
 * @param ports the TCP ports of alpha, beta and gamma; 0 for any free one
 * @param detectionTime how long it takes until daemons notice that one is lost
 */
@ConfigurationProperties("sample.network")
record NetworkProperties(List<Integer> ports, Duration detectionTime) {

}
