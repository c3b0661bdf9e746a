package io.github.spreadspring.boot.test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

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
	 * Starts daemons that live as long as the context. Part of the key under which Spring
	 * keeps the context: equal settings, same context.
	 *
	 * @param settings what the annotation says
	 */
	private record Customizer(TestDaemons.Settings settings) implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
			TestDaemons daemons = TestDaemons.start(this.settings);
			ConfigurableListableBeanFactory beans = context.getBeanFactory();
			// the first to be registered is the last to be destroyed
			((DefaultSingletonBeanRegistry) beans).registerDisposableBean("embeddedSpread", daemons::close);
			beans.registerSingleton("embeddedSpread", daemons);
			beans.registerSingleton("embeddedSpreadNetwork", daemons.network());
			beans.registerSingleton("embeddedSpreadDaemon", daemons.first());
			beans.registerSingleton("embeddedSpreadDaemonFaults", daemons.first().faults());
			MutablePropertySources sources = context.getEnvironment().getPropertySources();
			sources.addFirst(new MapPropertySource("embeddedSpread", properties(daemons)));
		}

		private Map<String, Object> properties(TestDaemons daemons) {
			Map<String, Object> properties = new HashMap<>();
			String address = daemons.first().address();
			properties.put(this.settings.addressProperty(), address);
			properties.put("spread.embedded.address", address);
			for (EmbeddedSpreadDaemon daemon : daemons.network().daemons()) {
				properties.put("spread.embedded.addresses." + daemon.name(), daemon.address());
			}
			properties.put("spread.embedded.enabled", "false");
			if (!this.settings.keepPrivateName()) {
				properties.put("spread.private-name", "");
			}
			return properties;
		}

	}

}
