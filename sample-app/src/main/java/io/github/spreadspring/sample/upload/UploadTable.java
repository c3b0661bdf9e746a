package io.github.spreadspring.sample.upload;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;

/**
 * The table of uploads, in SQL that H2 and PostgreSQL understand. Several processes may
 * use it at the same time.
 */
@Component
@ConditionalOnUploadRole({ UploadRole.PAGE, UploadRole.WRITER })
class UploadTable {

	private static final String WAITING = Upload.State.WAITING.name();

	private final JdbcClient jdbc;

	UploadTable(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Add a file that waits for its answer.
	 * @param name the name of the file
	 * @return the id of the row
	 */
	long add(String name) {
		while (true) {
			try {
				GeneratedKeyHolder key = new GeneratedKeyHolder();
				this.jdbc.sql("insert into uploads (name, state) values (?, ?)")
					.params(name, WAITING)
					.update(key, "id");
				return Objects.requireNonNull(key.getKeyAs(Long.class));
			}
			catch (DuplicateKeyException ex) {
				// another program has used this id; the next try has the next one
			}
		}
	}

	/**
	 * Remove a file that could not be sent.
	 * @param id the id of the row
	 */
	void remove(long id) {
		this.jdbc.sql("delete from uploads where id = ? and state = ?").params(id, WAITING).update();
	}

	/**
	 * Keep an answer. A row that is not there is made, so that the table shows what other
	 * programs upload, too.
	 * @param id the id of the row
	 * @param size the number of bytes
	 * @param lines the number of lines
	 * @param problem why no text could be read, or {@code null}
	 */
	void answer(long id, long size, long lines, @Nullable String problem) {
		if (!update(id, size, lines, problem)) {
			try {
				this.jdbc.sql("insert into uploads (id, state) values (?, ?)").params(id, WAITING).update();
			}
			catch (DuplicateKeyException ex) {
				// another writer was faster
			}
			update(id, size, lines, problem);
		}
	}

	private boolean update(long id, long size, long lines, @Nullable String problem) {
		Upload.State state = (problem != null) ? Upload.State.UNREADABLE : Upload.State.DONE;
		return this.jdbc.sql("""
				update uploads set size = :size, lines = :lines, state = :state, problem = :problem,
					answered = current_timestamp
				where id = :id""")
			.param("size", size)
			.param("lines", lines)
			.param("state", state.name())
			.param("problem", problem, Types.VARCHAR)
			.param("id", id)
			.update() > 0;
	}

	Upload get(long id) {
		return this.jdbc.sql("select * from uploads where id = ?").param(id).query(UploadTable::row).single();
	}

	List<Upload> newest(int max) {
		return this.jdbc
			.sql("select * from uploads order by created desc, id desc fetch first %d rows only".formatted(max))
			.query(UploadTable::row)
			.list();
	}

	long count() {
		return this.jdbc.sql("select count(*) from uploads").query(Long.class).single();
	}

	private static Upload row(ResultSet row, int number) throws SQLException {
		Timestamp answered = row.getTimestamp("answered");
		return new Upload(row.getLong("id"), row.getString("name"), row.getObject("size", Long.class),
				row.getObject("lines", Long.class), Upload.State.valueOf(row.getString("state")),
				row.getString("problem"), row.getTimestamp("created").toInstant(),
				(answered != null) ? answered.toInstant() : null);
	}

}
