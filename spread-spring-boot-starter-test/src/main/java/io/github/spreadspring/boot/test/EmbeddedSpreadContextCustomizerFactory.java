package io.github.spreadspring.boot.test;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Gives the application context of a test with {@link EmbeddedSpread} its daemons.
 */
class EmbeddedSpreadContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configurations) {
		EmbeddedSpread annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass, EmbeddedSpread.class);
		return (annotation != null) ? new Customizer(TestDaemons.Settings.of(annotation)) : null;
	}

	/**
	 * Has daemons started that live as long as the context. Part of the key under which
	 * Spring keeps the context: equal settings, same context.
	 *
	 * @param settings what the annotation says
	 */
	private record Customizer(TestDaemons.Settings settings) implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
			context.addBeanFactoryPostProcessor(new EmbeddedSpreadBeans(context, this.settings));
		}

	}

}
