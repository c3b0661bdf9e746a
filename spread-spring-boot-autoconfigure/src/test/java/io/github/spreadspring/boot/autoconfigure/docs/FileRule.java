package io.github.spreadspring.boot.autoconfigure.docs;

import java.util.ArrayList;
import java.util.List;

import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * XML and JSON can be read, and artifacts exist, in the version of this build. JSON with
 * an ellipsis is an excerpt.
 */
class FileRule implements Rule {

	private final Poms poms;

	FileRule(Poms poms) {
		this.poms = poms;
	}

	@Override
	public List<String> problems(Page page) {
		List<String> problems = new ArrayList<>();
		for (Page.Block block : page.blocks()) {
			List<String> found = new ArrayList<>();
			if (block.language().equals("xml")) {
				xml(block.text(), found);
			}
			else if (block.language().equals("json") && !block.text().contains("…")) {
				json(block.text(), found);
			}
			found.forEach((problem) -> problems.add(block.place() + ": " + problem));
		}
		return problems;
	}

	private void xml(String text, List<String> problems) {
		try {
			for (Element element : Poms.elements(Poms.parse(text), "artifactId")) {
				artifact((Element) element.getParentNode(), problems);
			}
		}
		catch (SAXException ex) {
			problems.add("no XML: " + ex.getMessage());
		}
	}

	private void artifact(Element element, List<String> problems) {
		if (element.getNodeName().equals("project")) {
			return;
		}
		String artifact = Poms.child(element, "groupId") + ":" + Poms.child(element, "artifactId");
		String known = this.poms.version(artifact);
		String given = Poms.child(element, "version");
		if (known == null) {
			problems.add("no such artifact in this build or in the dependency management of Spring Boot: " + artifact);
		}
		else if (given != null && !known.isEmpty() && !given.equals(known)) {
			problems.add(artifact + " has the version " + known + ", not " + given);
		}
	}

	private void json(String text, List<String> problems) {
		try {
			JsonMapper.shared().readTree(text);
		}
		catch (JacksonException ex) {
			problems.add("no JSON: " + ex.getOriginalMessage());
		}
	}

}
