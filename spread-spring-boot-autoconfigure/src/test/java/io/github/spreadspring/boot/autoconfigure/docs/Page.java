package io.github.spreadspring.boot.autoconfigure.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * A Markdown page of the repository, as far as it can be held to the truth.
 *
 * @param file where it is
 * @param blocks its fenced blocks
 * @param code its pieces of code within lines
 * @param links where its links and pictures lead
 * @param anchors the anchors of its headings
 * @param picturesWithoutText pictures that say nothing to who cannot see them
 * @param unruly pieces that no rule looks into
 */
record Page(Path file, List<Block> blocks, List<String> code, List<String> links, Set<String> anchors,
		List<String> picturesWithoutText, List<String> unruly) {

	/** The folder of the whole build. */
	static final Path TOP = Path.of("").toAbsolutePath().getParent();

	private static final Set<String> LEFT_OUT = Set.of("target", "node_modules");

	/**
	 * Read all pages but the history of changes.
	 * @return the pages
	 */
	static List<Page> all() throws IOException {
		List<Page> pages = new ArrayList<>();
		for (Path file : files(TOP, ".md")) {
			if (!file.endsWith("CHANGELOG.md")) {
				pages.add(of(file, Files.readString(file)));
			}
		}
		return pages;
	}

	/**
	 * Find the files that belong to the repository.
	 * @param folder where to begin
	 * @param ending how their names end
	 * @return the files, in order
	 */
	static List<Path> files(Path folder, String ending) throws IOException {
		List<Path> found = new ArrayList<>();
		try (Stream<Path> children = Files.list(folder)) {
			for (Path child : children.sorted().toList()) {
				String name = child.getFileName().toString();
				if (Files.isRegularFile(child) && name.endsWith(ending)) {
					found.add(child);
				}
				else if (Files.isDirectory(child) && !name.startsWith(".") && !LEFT_OUT.contains(name)) {
					found.addAll(files(child, ending));
				}
			}
		}
		return found;
	}

	static Page of(Path file, String markdown) {
		Collector collector = new Collector(file);
		Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build().parse(markdown).accept(collector);
		return new Page(file, collector.blocks, collector.code, collector.links, collector.anchors,
				collector.picturesWithoutText, collector.unruly);
	}

	@Override
	public String toString() {
		return TOP.relativize(this.file).toString();
	}

	/**
	 * A fenced block.
	 *
	 * @param place page and line
	 * @param language what stands behind the fence
	 * @param text the lines
	 */
	record Block(String place, String language, String text) {

	}

	private static final class Collector extends AbstractVisitor {

		private final List<Block> blocks = new ArrayList<>();

		private final List<String> code = new ArrayList<>();

		private final List<String> links = new ArrayList<>();

		private final Set<String> anchors = new HashSet<>();

		private final List<String> picturesWithoutText = new ArrayList<>();

		private final List<String> unruly = new ArrayList<>();

		private final Path file;

		private Collector(Path file) {
			this.file = file;
		}

		@Override
		public void visit(FencedCodeBlock block) {
			this.blocks.add(new Block(place(block), block.getInfo(), block.getLiteral()));
			if (block.getClosingFenceLength() == null) {
				this.unruly.add(place(block) + ": block without an end");
			}
		}

		@Override
		public void visit(IndentedCodeBlock block) {
			this.unruly.add(place(block) + ": block without a fence: " + block.getLiteral());
		}

		@Override
		public void visit(HtmlBlock html) {
			this.unruly.add(place(html) + ": HTML: " + html.getLiteral());
		}

		@Override
		public void visit(HtmlInline html) {
			this.unruly.add("HTML: " + html.getLiteral());
		}

		private String place(Node block) {
			return this.file.getFileName() + ":" + (block.getSourceSpans().get(0).getLineIndex() + 1);
		}

		@Override
		public void visit(Code span) {
			this.code.add(span.getLiteral());
		}

		@Override
		public void visit(Link link) {
			this.links.add(link.getDestination());
			visitChildren(link);
		}

		@Override
		public void visit(Image image) {
			this.links.add(image.getDestination());
			if (text(image).isBlank()) {
				this.picturesWithoutText.add(image.getDestination());
			}
		}

		@Override
		public void visit(Heading heading) {
			// as GitHub makes them
			String anchor = text(heading).toLowerCase(Locale.ROOT)
				.replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{Pc} -]", "")
				.replace(' ', '-');
			String unique = anchor;
			for (int i = 1; !this.anchors.add(unique); i++) {
				unique = anchor + "-" + i;
			}
			visitChildren(heading);
		}

		private static String text(Node node) {
			StringBuilder text = new StringBuilder();
			node.accept(new AbstractVisitor() {

				@Override
				public void visit(Text part) {
					text.append(part.getLiteral());
				}

				@Override
				public void visit(Code part) {
					text.append(part.getLiteral());
				}

				@Override
				public void visit(SoftLineBreak part) {
					text.append(' ');
				}

			});
			return text.toString();
		}

	}

}
