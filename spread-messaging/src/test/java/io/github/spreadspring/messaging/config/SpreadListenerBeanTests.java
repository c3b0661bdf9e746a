package io.github.spreadspring.messaging.config;

import java.util.List;

import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.listener.SpreadListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for listener methods of beans that are proxies, or made late.
 */
class SpreadListenerBeanTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	@Test
	void methodsAreFoundBehindAProxyOfTheirInterface() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", ProxyingPostProcessor.class,
				ServiceListener.class);
		assertThat(context.getBean("spreadListenerBeanTests.ServiceListener")).isNotInstanceOf(ServiceListener.class);
		this.network.peer("peer").send("orders", "text");
		Received received = context.getBean(Received.class);
		assertThat(received.next()).isEqualTo("advice");
		assertThat(received.next()).isEqualTo("text");
	}

	@Test
	void methodsAreFoundBehindAProxyOfTheirClass() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", ProxyingPostProcessor.class,
				ClassListener.class);
		assertThat(context.getBean(ClassListener.class).getClass()).isNotEqualTo(ClassListener.class);
		this.network.peer("peer").send("orders", "text");
		Received received = context.getBean(Received.class);
		assertThat(received.next()).isEqualTo("advice");
		assertThat(received.next()).isEqualTo("text");
	}

	@Test
	void aMethodThatTheProxyDoesNotHaveIsToldOf() {
		assertFails(List.of("hiddenMethodListener.on", "proxy"), ProxyingPostProcessor.class,
				HiddenMethodConfiguration.class);
	}

	@Test
	void beansMadeAfterTheStartListenAtOnce() {
		AnnotationConfigApplicationContext context = this.network.start(LateConfiguration.class);
		assertThat(registry(context).getListenerContainers()).isEmpty();
		context.getBean("lazyListener");
		this.network.awaitIn(context, "orders");
		this.network.peer("peer").send("orders", "text");
		Received received = context.getBean(Received.class);
		assertThat(received.next()).isEqualTo("text");

		context.getBean("prototypeListener");
		context.getBean("prototypeListener");
		assertThat(registry(context).getListenerContainers()).extracting(SpreadListenerContainer::getId)
			.containsExactly("lazyListener.on", "prototypeListener.on", "prototypeListener.on-2");
		this.network.peer("peer2").send("orders", "for three");
		assertThat(List.of(received.next(), received.next(), received.next())).containsOnly("for three");
	}

	@Test
	void aScopedBeanListensOnceThroughItsProxy() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", ScopedConfiguration.class);
		assertThat(registry(context).getListenerContainerIds()).containsExactly("scopedListener.on");
		this.network.peer("peer").send("orders", "text");
		Received received = context.getBean(Received.class);
		assertThat(received.next()).isEqualTo("text");
		assertThat(registry(context).getListenerContainerIds()).containsExactly("scopedListener.on");
	}

	@Test
	void anAnnotationOnAGenericMethodOfAnInterfaceCountsOnceAndKnowsTheType() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", NumberListener.class);
		assertThat(registry(context).getListenerContainers()).hasSize(1);
		this.network.peer("peer").send("orders", "42");
		assertThat(context.getBean(Received.class).next()).isEqualTo(42);
	}

	private void assertFails(List<String> texts, Class<?>... components) {
		AnnotationConfigApplicationContext context = this.network.context(components);
		assertThatThrownBy(context::refresh).hasMessageContaining("@SpreadListener on ")
			.satisfies((failure) -> assertThat(failure.getMessage()).contains(texts));
	}

	private static SpreadListenerEndpointRegistry registry(AnnotationConfigApplicationContext context) {
		return context.getBean(SpreadListenerEndpointRegistry.class);
	}

	interface Service {

		void on(String text);

	}

	interface Generic<T> {

		@SpreadListener("orders")
		void on(T payload);

	}

	static class NumberListener implements Generic<Integer> {

		@Autowired
		Received received;

		@Override
		public void on(Integer payload) {
			this.received.add(payload);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedConfiguration {

		@Bean
		@Scope(value = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		ClassListener scopedListener() {
			return new ClassListener();
		}

	}

	static class ServiceListener implements Service {

		@Autowired
		Received received;

		@Override
		@SpreadListener("orders")
		public void on(String text) {
			this.received.add(text);
		}

	}

	static class ClassListener {

		@Autowired
		Received received;

		@SpreadListener("orders")
		void on(String text) {
			this.received.add(text);
		}

	}

	static class HiddenMethodListener implements Service {

		@Override
		public void on(String text) {
		}

		@SpreadListener("orders")
		void on(byte[] bytes) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HiddenMethodConfiguration {

		@Bean
		Service hiddenMethodListener() {
			return new HiddenMethodListener();
		}

	}

	static class ProxyingPostProcessor implements BeanPostProcessor, BeanFactoryAware {

		private BeanFactory beanFactory;

		@Override
		public void setBeanFactory(BeanFactory beanFactory) {
			this.beanFactory = beanFactory;
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (!beanName.endsWith("Listener")) {
				return bean;
			}
			ProxyFactory proxy = new ProxyFactory(bean);
			proxy.setProxyTargetClass(bean instanceof ClassListener);
			proxy.addAdvice((MethodInterceptor) (invocation) -> {
				this.beanFactory.getBean(Received.class).add("advice");
				return invocation.proceed();
			});
			return proxy.getProxy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LateConfiguration {

		@Bean
		@Lazy
		ClassListener lazyListener() {
			return new ClassListener();
		}

		@Bean
		@Scope("prototype")
		ClassListener prototypeListener() {
			return new ClassListener();
		}

	}

}
