package io.github.spreadspring.sample.upload;

import jakarta.servlet.MultipartConfigElement;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the servlet container may take: a form with one file, kept in memory.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class UploadConfiguration {

	private static final int REST_OF_FORM = 16 * 1024;

	@Bean
	MultipartConfigElement uploadLimits() {
		return new MultipartConfigElement("", UploadMessages.MAX_FILE, UploadMessages.MAX_FILE + REST_OF_FORM,
				UploadMessages.MAX_FILE + REST_OF_FORM);
	}

}
