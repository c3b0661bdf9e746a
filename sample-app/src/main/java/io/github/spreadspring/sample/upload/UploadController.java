package io.github.spreadspring.sample.upload;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.sample.web.BadFieldException;

/**
 * Takes files, and shows what became of them.
 */
@RestController
@RequestMapping("/api/uploads")
@ConditionalOnUploadRole(UploadRole.PAGE)
class UploadController {

	private static final int MAX_ROWS = 200;

	private final UploadSender sender;

	private final UploadTable table;

	private final SpreadSession session;

	private final Set<UploadRole> roles;

	UploadController(UploadSender sender, UploadTable table, SpreadSession session, Environment environment) {
		this.sender = sender;
		this.table = table;
		this.session = session;
		this.roles = OnUploadRole.roles(environment);
	}

	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	@ResponseStatus(HttpStatus.ACCEPTED)
	Upload upload(@RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files)
			throws IOException {
		if (files == null || files.size() != 1) {
			throw new BadFieldException("file",
					"One file is needed in the field 'file' of the form, there are %d. Send several in a request each"
						.formatted((files != null) ? files.size() : 0));
		}
		MultipartFile file = files.get(0);
		return this.sender.send(FileName.of(file.getOriginalFilename()), file.getBytes());
	}

	// the name is not taken as a request parameter: of a form, which curl says its data
	// is, that would read the body
	@PostMapping
	@ResponseStatus(HttpStatus.ACCEPTED)
	Upload upload(HttpServletRequest request) throws IOException {
		FileTooLargeException.check(request.getContentLengthLong());
		byte[] file = request.getInputStream().readNBytes(UploadMessages.MAX_FILE + 1);
		if (file.length > UploadMessages.MAX_FILE) {
			throw new FileTooLargeException("The file is too large");
		}
		return this.sender.send(FileName.ofQuery(request.getQueryString()), file);
	}

	@GetMapping
	Uploads uploads() {
		return new Uploads(UploadMessages.MAX_FILE, this.roles, members(UploadMessages.FILES),
				members(UploadMessages.RESPONSES), this.table.count(), this.table.newest(MAX_ROWS));
	}

	private @Nullable Integer members(String group) {
		return this.session.view(group).map((view) -> view.members().size()).orElse(null);
	}

	/**
	 * What the page shows.
	 *
	 * @param maxSize how many bytes a file may have
	 * @param roles the stages that run in this process
	 * @param processors how many members the group of the files has; {@code null} when
	 * this process is not in it and so cannot know
	 * @param writers how many members the group of the answers has; {@code null} when
	 * this process is not in it and so cannot know
	 * @param total how many rows there are
	 * @param uploads the newest of them, newest first
	 */
	record Uploads(int maxSize, Set<UploadRole> roles, @Nullable Integer processors, @Nullable Integer writers,
			long total, List<Upload> uploads) {

	}

}
