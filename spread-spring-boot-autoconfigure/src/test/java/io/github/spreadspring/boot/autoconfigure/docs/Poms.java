package io.github.spreadspring.boot.autoconfigure.docs;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootVersion;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What this build and the dependency management of Spring Boot know.
 */
class Poms {

	private final Map<String, String> versions = new TreeMap<>();

	private final Map<String, String> modules = new TreeMap<>();

	private final List<String> profiles = new ArrayList<>();

	private final String version;

	Poms() throws IOException, SAXException {
		Element top = parse(Files.readString(Page.TOP.resolve("pom.xml")));
		this.version = String.valueOf(child(top, "version"));
		add(top);
		for (Element module : elements(top, "module")) {
			String name = module.getTextContent();
			String text = Files.readString(Page.TOP.resolve(name).resolve("pom.xml"));
			this.modules.put(name, text);
			this.versions.put("io.github.spreadspring:" + name, this.version);
			add(parse(text));
		}
		add(parse(Files.readString(ofBoot("spring-boot-dependencies"))));
		add(parse(Files.readString(ofBoot("spring-boot-starter-parent"))));
	}

	/**
	 * Read a piece of XML.
	 * @param xml the piece, with one element at its top or several
	 * @return an element with the piece in it
	 */
	static Element parse(String xml) throws SAXException {
		try {
			DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
			builder.setErrorHandler(null);
			String whole = xml.startsWith("<?xml") ? xml : "<piece>" + xml + "</piece>";
			return builder.parse(new InputSource(new StringReader(whole))).getDocumentElement();
		}
		catch (ParserConfigurationException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static List<Element> elements(Element parent, String name) {
		NodeList nodes = parent.getElementsByTagName(name);
		List<Element> elements = new ArrayList<>();
		for (int i = 0; i < nodes.getLength(); i++) {
			elements.add((Element) nodes.item(i));
		}
		return elements;
	}

	static @Nullable String child(Element parent, String name) {
		for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
			if (node.getNodeName().equals(name)) {
				return node.getTextContent().strip();
			}
		}
		return null;
	}

	/**
	 * Tell the version of an artifact.
	 * @param artifact group and artifact, with a colon between
	 * @return the version, empty when it is not said where the artifact is named, null
	 * when nobody names the artifact
	 */
	@Nullable String version(String artifact) {
		return this.versions.get(artifact);
	}

	String version() {
		return this.version;
	}

	boolean hasModule(String name) {
		return this.modules.containsKey(name);
	}

	boolean hasProfile(String name) {
		return this.profiles.contains(name);
	}

	boolean makesJar(String module, String jar) {
		return jar.equals(module + "-" + this.version + ".jar") || String.valueOf(this.modules.get(module))
			.contains("<finalName>" + jar.replace(".jar", "") + "</finalName>");
	}

	private void add(Element pom) {
		Map<String, String> properties = new TreeMap<>(Map.of("${project.version}", this.version));
		for (Element all : elements(pom, "properties")) {
			for (Node node = all.getFirstChild(); node != null; node = node.getNextSibling()) {
				properties.put("${" + node.getNodeName() + "}", node.getTextContent());
			}
		}
		for (Element element : elements(pom, "artifactId")) {
			Element parent = (Element) element.getParentNode();
			String group = child(parent, "groupId");
			String given = child(parent, "version");
			String known = (given != null) ? properties.getOrDefault(given, given) : "";
			this.versions.merge(group + ":" + element.getTextContent(), known,
					(before, now) -> before.isEmpty() ? now : before);
		}
		elements(pom, "profile").forEach((profile) -> this.profiles.add(child(profile, "id")));
	}

	private static Path ofBoot(String artifact) {
		// beside the jar of Spring Boot in the local repository
		Path jar = Path.of(SpringBootVersion.class.getProtectionDomain().getCodeSource().getLocation().getPath());
		String version = SpringBootVersion.getVersion();
		return jar.resolve("../../..")
			.resolve(artifact)
			.resolve(version)
			.resolve(artifact + "-" + version + ".pom")
			.normalize();
	}

}
