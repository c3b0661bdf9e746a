package io.github.spreadspring.messaging.config;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.Assert;

import io.github.spreadspring.messaging.annotation.SpreadHandler;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.annotation.SpreadListeners;

/**
 * Finds methods and classes annotated with {@link SpreadListener} and has a container
 * made for each.
 */
public class SpreadListenerAnnotationBeanPostProcessor
		implements BeanPostProcessor, BeanFactoryAware, SmartInitializingSingleton {

	/**
	 * The bean name of the factory for listeners that name none.
	 */
	public static final String DEFAULT_CONTAINER_FACTORY = "spreadListenerContainerFactory";

	private final Set<Class<?>> withoutAnnotations = ConcurrentHashMap.newKeySet();

	private final Queue<Runnable> pending = new ConcurrentLinkedQueue<>();

	private final SpreadListenerEndpointRegistrar registrar = new SpreadListenerEndpointRegistrar(this::defaultFactory);

	private @Nullable ConfigurableBeanFactory beanFactory;

	private volatile boolean singletonsReady;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (ConfigurableBeanFactory) beanFactory;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Class<?> type = AopUtils.getTargetClass(bean);
		// a scoped bean listens through its proxy, which finds the right instance each
		// time
		if (ScopedProxyUtils.isScopedTarget(beanName) || this.withoutAnnotations.contains(type)
				|| !AnnotationUtils.isCandidateClass(type, List.of(SpreadListener.class, SpreadListeners.class))) {
			return bean;
		}
		Map<Method, Set<SpreadListener>> methods = methods(type);
		Set<SpreadListener> listeners = find(type);
		methods.forEach((method, annotations) -> annotations
			.forEach((annotation) -> add(bean, beanName + "." + method.getName(), List.of(method), annotation)));
		List<Method> handlers = methods.keySet().stream().filter(this::isHandler).toList();
		listeners.forEach((annotation) -> add(bean, beanName, handlers, annotation));
		if (listeners.isEmpty() && !handlers.isEmpty()) {
			throw new ListenerConfigurationException(
					"@SpreadHandler on %s.%s is never called: annotate the class with @SpreadListener, or the method instead of @SpreadHandler"
						.formatted(beanName, handlers.get(0).getName()));
		}
		if (listeners.isEmpty() && methods.isEmpty()) {
			this.withoutAnnotations.add(type);
		}
		return bean;
	}

	private Map<Method, Set<SpreadListener>> methods(Class<?> type) {
		return MethodIntrospector.selectMethods(type, (Method method) -> isListening(method) ? find(method) : null);
	}

	private boolean isListening(Method method) {
		return isHandler(method) || !find(method).isEmpty();
	}

	private boolean isHandler(Method method) {
		return AnnotatedElementUtils.hasAnnotation(method, SpreadHandler.class);
	}

	private static Set<SpreadListener> find(AnnotatedElement element) {
		return AnnotatedElementUtils.findMergedRepeatableAnnotations(element, SpreadListener.class,
				SpreadListeners.class);
	}

	private void add(Object bean, String where, List<Method> methods, SpreadListener annotation) {
		Runnable registration = () -> register(bean, where, methods, annotation);
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
		makeScopedProxies();
		this.singletonsReady = true;
		configurers().forEach((configurer) -> configurer.configureSpreadListeners(this.registrar));
		this.registrar.open(beanFactory().getBean(SpreadListenerEndpointRegistry.class));
		this.pending.forEach(Runnable::run);
		this.pending.clear();
	}

	/**
	 * Make the proxies of scoped beans that listen: nobody else may ask for them.
	 */
	private void makeScopedProxies() {
		if (!(beanFactory() instanceof ListableBeanFactory all)) {
			return;
		}
		for (String name : all.getBeanDefinitionNames()) {
			Class<?> type = ScopedProxyUtils.isScopedTarget(name) ? all.getType(name, false) : null;
			if (type != null && !methods(type).isEmpty()) {
				all.getBean(ScopedProxyUtils.getOriginalBeanName(name));
			}
		}
	}

	/**
	 * Return who configures the listeners of this context; a parent context asks its own,
	 * and what they register must not be there twice.
	 * @return the configurers, in order
	 */
	private Stream<SpreadListenerConfigurer> configurers() {
		Stream<SpreadListenerConfigurer> all = beanFactory().getBeanProvider(SpreadListenerConfigurer.class)
			.orderedStream();
		return (beanFactory() instanceof ListableBeanFactory own)
				? all.filter(own.getBeansOfType(SpreadListenerConfigurer.class).values()::contains) : all;
	}

	private void register(Object bean, String where, List<Method> methods, SpreadListener annotation) {
		SpreadListenerEndpointFactory endpoints = new SpreadListenerEndpointFactory(
				new ListenerAttributes(beanFactory()));
		try {
			if (methods.isEmpty()) {
				throw new IllegalArgumentException("the class has no method with @SpreadHandler");
			}
			this.registrar.registerEndpoint(endpoints.create(annotation, freeId(where), bean, methods),
					endpoints.containerFactory(annotation));
		}
		catch (RuntimeException ex) {
			throw new ListenerConfigurationException("@SpreadListener on %s: %s".formatted(where, ex.getMessage()), ex);
		}
	}

	private SpreadListenerContainerFactory defaultFactory() {
		try {
			return beanFactory().getBean(DEFAULT_CONTAINER_FACTORY, SpreadListenerContainerFactory.class);
		}
		catch (NoSuchBeanDefinitionException ex) {
			throw new IllegalStateException(
					"there is no container factory bean '%s': declare a SpreadListenerContainerFactory of this name, or name another with containerFactory"
						.formatted(DEFAULT_CONTAINER_FACTORY),
					ex);
		}
	}

	private String freeId(String where) {
		String id = where;
		for (int n = 2; this.registrar.isTaken(id); n++) {
			id = where + "-" + n;
		}
		return id;
	}

	private ConfigurableBeanFactory beanFactory() {
		Assert.state(this.beanFactory != null, "No bean factory");
		return this.beanFactory;
	}

}
