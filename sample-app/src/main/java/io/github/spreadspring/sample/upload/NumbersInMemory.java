package io.github.spreadspring.sample.upload;

import java.util.concurrent.ThreadLocalRandom;

import javax.sql.DataSource;

import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets a table in memory begin with a number by chance. Two copies of the sample in one
 * network get each other's messages, and would write into each other's rows if both
 * counted from 1.
 */
@Component
@ConditionalOnUploadRole(UploadRole.PAGE)
class NumbersInMemory {

	private static final int MANY = 1_000;

	NumbersInMemory(DataSource dataSource, JdbcClient jdbc) {
		if (EmbeddedDatabaseConnection.isEmbedded(dataSource)) {
			int first = ThreadLocalRandom.current().nextInt(1, 10_000) * MANY + 1;
			jdbc.sql("alter table uploads alter column id restart with " + first).update();
		}
	}

}
