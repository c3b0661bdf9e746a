package io.github.spreadspring.messaging.config;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.BeanInitializationException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.Assert;

import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.annotation.SpreadListeners;

/**
 * Finds methods annotated with {@link SpreadListener} and has a container made for each.
 */
public class SpreadListenerAnnotationBeanPostProcessor
		implements BeanPostProcessor, BeanFactoryAware, SmartInitializingSingleton {

	/**
	 * The bean name of the factory for listeners that name none.
	 */
	public static final String DEFAULT_CONTAINER_FACTORY = "spreadListenerContainerFactory";

	private final List<Runnable> pending = new ArrayList<>();

	private @Nullable ConfigurableBeanFactory beanFactory;

	private boolean singletonsReady;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (ConfigurableBeanFactory) beanFactory;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Class<?> type = AopUtils.getTargetClass(bean);
		if (AnnotationUtils.isCandidateClass(type, List.of(SpreadListener.class, SpreadListeners.class))) {
			MethodIntrospector.selectMethods(type, SpreadListenerAnnotationBeanPostProcessor::find)
				.forEach((method, annotations) -> annotations
					.forEach((annotation) -> add(bean, beanName, method, annotation)));
		}
		return bean;
	}

	private static @Nullable Set<SpreadListener> find(Method method) {
		Set<SpreadListener> annotations = AnnotatedElementUtils.getMergedRepeatableAnnotations(method,
				SpreadListener.class, SpreadListeners.class);
		return annotations.isEmpty() ? null : annotations;
	}

	private void add(Object bean, String beanName, Method method, SpreadListener annotation) {
		Runnable registration = () -> register(bean, beanName, method, annotation);
		if (this.singletonsReady) {
			registration.run();
		}
		else {
			// a container factory needs beans that may not exist yet
			this.pending.add(registration);
		}
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.singletonsReady = true;
		this.pending.forEach(Runnable::run);
		this.pending.clear();
	}

	private void register(Object bean, String beanName, Method method, SpreadListener annotation) {
		Assert.state(this.beanFactory != null, "No bean factory");
		SpreadListenerEndpointRegistry registry = this.beanFactory.getBean(SpreadListenerEndpointRegistry.class);
		ListenerAttributes attributes = new ListenerAttributes(this.beanFactory);
		String where = "%s.%s".formatted(beanName, method.getName());
		try {
			String id = attributes.text(annotation.id());
			SpreadListenerEndpoint endpoint = new SpreadListenerEndpoint((id != null) ? id : freeId(registry, where),
					bean, AopUtils.selectInvocableMethod(method, bean.getClass()),
					attributes.texts(annotation.groups()), attributes.bool("autoStartup", annotation.autoStartup()),
					attributes.number("queueCapacity", annotation.queueCapacity()));
			registry.register(factory(attributes, annotation).createContainer(endpoint));
		}
		catch (RuntimeException ex) {
			throw new BeanInitializationException("@SpreadListener on %s: %s".formatted(where, ex.getMessage()), ex);
		}
	}

	private SpreadListenerContainerFactory factory(ListenerAttributes attributes, SpreadListener annotation) {
		Assert.state(this.beanFactory != null, "No bean factory");
		String name = attributes.text(annotation.containerFactory());
		name = (name != null) ? name : DEFAULT_CONTAINER_FACTORY;
		try {
			return this.beanFactory.getBean(name, SpreadListenerContainerFactory.class);
		}
		catch (NoSuchBeanDefinitionException ex) {
			throw new IllegalStateException("there is no container factory bean '%s'".formatted(name), ex);
		}
	}

	private static String freeId(SpreadListenerEndpointRegistry registry, String where) {
		String id = where;
		for (int n = 2; registry.getListenerContainer(id) != null; n++) {
			id = where + "-" + n;
		}
		return id;
	}

}
