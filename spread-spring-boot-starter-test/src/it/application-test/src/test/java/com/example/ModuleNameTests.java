package com.example;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Manifest;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ModuleNameTests {

	@Test
	void everyArtifactHasAModuleName() throws IOException {
		List<String> names = new ArrayList<>();
		for (URL url : Collections.list(getClass().getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
			try (InputStream manifest = url.openStream()) {
				names.add(new Manifest(manifest).getMainAttributes().getValue("Automatic-Module-Name"));
			}
		}
		String prefix = "io.github.spreadspring.";
		assertThat(names).filteredOn((name) -> name != null && name.startsWith(prefix))
			.containsExactlyInAnyOrder(prefix + "protocol", prefix + "daemon", prefix + "client", prefix + "messaging",
					prefix + "boot.autoconfigure", prefix + "boot.starter", prefix + "boot.test");
	}

}
