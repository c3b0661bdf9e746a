package io.github.spreadspring.boot.test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

import io.github.spreadspring.boot.autoconfigure.SpreadConnectionDetails;
import io.github.spreadspring.client.DaemonAddress;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;

/**
 * Starts the daemons of an application context when it begins to refresh, so that a
 * context that never gets there leaves none behind. Runs before any condition is looked
 * at.
 */
class EmbeddedSpreadBeans implements BeanDefinitionRegistryPostProcessor {

	private static final String DETAILS = "embeddedSpreadConnectionDetails";

	private final ConfigurableApplicationContext context;

	private final TestDaemons.Settings settings;

	EmbeddedSpreadBeans(ConfigurableApplicationContext context, TestDaemons.Settings settings) {
		this.context = context;
		this.settings = settings;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		TestDaemons daemons = inherited();
		if (daemons == null) {
			daemons = TestDaemons.start(this.settings);
			register(daemons);
		}
		List<DaemonAddress> addresses = List.of(DaemonAddress.parse(daemons.first().address()));
		SpreadConnectionDetails details = () -> addresses;
		this.context.getBeanFactory().registerSingleton(DETAILS, details);
		this.context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("embeddedSpread", properties(daemons)));
	}

	/**
	 * Put ours in the place of all connection details of the application, which would
	 * lead it to real daemons.
	 */
	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		DefaultListableBeanFactory beans = (DefaultListableBeanFactory) beanFactory;
		for (String name : beans.getBeanNamesForType(SpreadConnectionDetails.class, true, false)) {
			if (!name.equals(DETAILS)) {
				if (beans.containsBeanDefinition(name)) {
					beans.removeBeanDefinition(name);
				}
				else {
					beans.destroySingleton(name);
				}
				// who asks for it by its name gets ours
				beans.registerAlias(DETAILS, name);
			}
		}
	}

	/**
	 * Find the daemons of the parent, in a hierarchy of contexts.
	 * @return the daemons, or {@code null} if there are none that are set up the same way
	 */
	private @Nullable TestDaemons inherited() {
		ApplicationContext parent = this.context.getParent();
		TestDaemons daemons = (parent != null) ? parent.getBeanProvider(TestDaemons.class).getIfAvailable() : null;
		return (daemons != null && daemons.hasSettings(this.settings)) ? daemons : null;
	}

	private void register(TestDaemons daemons) {
		DefaultListableBeanFactory beans = (DefaultListableBeanFactory) this.context.getBeanFactory();
		// the first to be registered is the last to be destroyed
		beans.registerDisposableBean("embeddedSpread", daemons::close);
		beans.registerSingleton("embeddedSpread", daemons);
		beans.registerSingleton("embeddedSpreadNetwork", daemons.network());
		beans.registerSingleton("embeddedSpreadDaemon", daemons.first());
		beans.registerSingleton("embeddedSpreadDaemonFaults", daemons.first().faults());
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
