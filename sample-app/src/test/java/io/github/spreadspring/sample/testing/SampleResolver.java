package io.github.spreadspring.sample.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts the sample and a wide browser for a class of tests that asks for them. Both end
 * with the class.
 */
class SampleResolver implements ParameterResolver {

	private static final Namespace NAMESPACE = Namespace.create(SampleResolver.class);

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		return type == SampleRun.class || type == Chromium.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		// what stands in the store of a class is closed with it
		Store store = context.getStore(NAMESPACE);
		if (parameter.getParameter().getType() == Chromium.class) {
			return store.computeIfAbsent(Chromium.class, (type) -> Chromium.wide(), Chromium.class);
		}
		BrowserTest settings = context.getRequiredTestClass().getAnnotation(BrowserTest.class);
		return store.computeIfAbsent(SampleRun.class, (type) -> start(settings.options()), SampleRun.class);
	}

	private static SampleRun start(String... options) {
		try {
			return SampleRun.start(options);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
