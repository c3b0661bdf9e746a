package io.github.spreadspring.boot.autoconfigure;

import java.util.List;

import io.github.spreadspring.client.DaemonAddress;

/**
 * Takes the addresses from the properties.
 */
class PropertiesSpreadConnectionDetails implements SpreadConnectionDetails {

	private final SpreadProperties properties;

	PropertiesSpreadConnectionDetails(SpreadProperties properties) {
		this.properties = properties;
	}

	@Override
	public List<DaemonAddress> getAddresses() {
		List<String> addresses = this.properties.getAddress();
		return addresses.isEmpty() ? List.of(DaemonAddress.DEFAULT)
				: addresses.stream().map(DaemonAddress::parse).toList();
	}

}
