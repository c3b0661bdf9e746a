package io.github.spreadspring.messaging.config;

import java.lang.reflect.Method;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.ReflectionUtils;

import io.github.spreadspring.client.message.ConnectionEstablished;
import io.github.spreadspring.client.message.GroupJoined;
import io.github.spreadspring.client.session.SpreadSession;
import io.github.spreadspring.messaging.Received;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.annotation.SpreadListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for listeners that an application registers itself, and how it configures all.
 */
class SpreadListenerEndpointTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	@Test
	void aConfigurerMayRegisterAMethod() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", MethodConfiguration.class);
		this.network.peer("peer").send("orders", "text");
		assertThat(context.getBean(Received.class).next()).isEqualTo("text");
		assertThat(registry(context).getListenerContainer("by-hand").getGroups()).containsExactly("orders");
	}

	@Test
	void aConfigurerMayRegisterAListenerThatIsNoMethod() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", SimpleConfiguration.class);
		Received received = context.getBean(Received.class);
		assertThat(received.next()).isInstanceOf(ConnectionEstablished.class);
		assertThat(received.next()).isInstanceOf(GroupJoined.class);
		assertThat(registry(context).getListenerContainer("simple").isAutoStartup()).isTrue();
	}

	@Test
	void anEndpointMayBeRegisteredWithAFactoryOfItsOwn() {
		AnnotationConfigApplicationContext context = this.network.start(OwnFactoryConfiguration.class);
		assertThat(registry(context).getListenerContainer("own").isAutoStartup()).isFalse();
	}

	@Test
	void aConfigurerMaySetTheFactoryOfAllListeners() {
		AnnotationConfigApplicationContext context = this.network.start(DefaultFactoryConfiguration.class,
				TextListener.class);
		assertThat(registry(context).getListenerContainer("text").isAutoStartup()).isFalse();
	}

	@Test
	void theRegistrarTakesListenersWhileTheApplicationRuns() {
		AnnotationConfigApplicationContext context = this.network.start(LateConfiguration.class);
		SpreadListenerEndpointRegistrar registrar = context.getBean(LateConfiguration.class).registrar;
		Received received = new Received();
		SimpleSpreadListenerEndpoint endpoint = new SimpleSpreadListenerEndpoint("late", received::add);
		endpoint.setGroups("orders");
		registrar.registerEndpoint(endpoint);
		this.network.awaitIn(context, "orders");
		assertThat(received.next()).isInstanceOf(ConnectionEstablished.class);
	}

	@Test
	void customArgumentResolversGiveParametersOfOtherTypes() {
		AnnotationConfigApplicationContext context = this.network.startIn("orders", ResolverConfiguration.class,
				LocaleListener.class);
		this.network.peer("peer").send("orders", "text");
		assertThat(context.getBean(Received.class).call()).containsExactly("text", Locale.GERMAN);
	}

	@Test
	void customizersSeeEachContainerInOrder() {
		AnnotationConfigApplicationContext context = this.network.start(CustomizerConfiguration.class,
				CustomizedListener.class);
		Received received = context.getBean(Received.class);
		assertThat(received.call()).containsExactly("first", "customized");
		assertThat(received.call()).containsExactly("second", "customized");
		this.network.awaitIn(context, "more");
	}

	@Test
	void withoutContainerFactoryTheApplicationIsToldWhatToDeclare() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(Enabling.class, PlainListener.class);
		assertThatThrownBy(context::refresh).hasMessageContaining("spreadListenerContainerFactory")
			.hasMessageContaining("declare a SpreadListenerContainerFactory");
	}

	private static SpreadListenerEndpointRegistry registry(AnnotationConfigApplicationContext context) {
		return context.getBean(SpreadListenerEndpointRegistry.class);
	}

	abstract static class Recorder {

		@Autowired
		Received received;

	}

	static class Handler extends Recorder {

		void on(String text) {
			this.received.add(text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MethodConfiguration {

		@Bean
		Handler handler() {
			return new Handler();
		}

		@Bean
		SpreadListenerConfigurer configurer(Handler handler) {
			return (registrar) -> {
				Method method = ReflectionUtils.findMethod(Handler.class, "on", String.class);
				MethodSpreadListenerEndpoint endpoint = new MethodSpreadListenerEndpoint("by-hand", handler, method);
				endpoint.setGroups("orders");
				registrar.registerEndpoint(endpoint);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SimpleConfiguration {

		@Bean
		SpreadListenerConfigurer configurer(Received received) {
			return (registrar) -> {
				SimpleSpreadListenerEndpoint endpoint = new SimpleSpreadListenerEndpoint("simple", received::add);
				endpoint.setGroups("orders");
				registrar.registerEndpoint(endpoint);
			};
		}

	}

	abstract static class ManualFactoryConfiguration {

		@Bean
		SpreadListenerContainerFactory manual(SpreadSession session, MessageConverter converter) {
			SpreadListenerContainerFactory factory = new SpreadListenerContainerFactory(session, converter);
			factory.getContainerProperties().setAutoStartup(false);
			return factory;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFactoryConfiguration extends ManualFactoryConfiguration {

		@Bean
		SpreadListenerConfigurer configurer(@Qualifier("manual") SpreadListenerContainerFactory manual) {
			return (registrar) -> registrar.registerEndpoint(new SimpleSpreadListenerEndpoint("own", (event) -> {
			}), manual);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DefaultFactoryConfiguration extends ManualFactoryConfiguration {

		@Bean
		SpreadListenerConfigurer configurer(@Qualifier("manual") SpreadListenerContainerFactory manual) {
			return (registrar) -> registrar.setContainerFactory(manual);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LateConfiguration implements SpreadListenerConfigurer {

		SpreadListenerEndpointRegistrar registrar;

		@Override
		public void configureSpreadListeners(SpreadListenerEndpointRegistrar registrar) {
			this.registrar = registrar;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ResolverConfiguration {

		@Bean
		SpreadListenerConfigurer configurer() {
			return (registrar) -> registrar.setCustomArgumentResolvers(new HandlerMethodArgumentResolver() {

				@Override
				public boolean supportsParameter(MethodParameter parameter) {
					return parameter.getParameterType() == Locale.class;
				}

				@Override
				public Object resolveArgument(MethodParameter parameter, Message<?> message) {
					return Locale.GERMAN;
				}

			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CustomizerConfiguration {

		@Bean
		SpreadListenerContainerFactory customizing(SpreadSession session, MessageConverter converter,
				Received received) {
			SpreadListenerContainerFactory factory = new SpreadListenerContainerFactory(session, converter);
			factory.setContainerCustomizers((container) -> received.add("first", container.getId()), (container) -> {
				received.add("second", container.getId());
				container.join("more");
			});
			return factory;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableSpread
	static class Enabling {

	}

	static class PlainListener {

		@SpreadListener("orders")
		void on(String text) {
		}

	}

	static class TextListener extends Recorder {

		@SpreadListener(value = "orders", id = "text")
		void on(String text) {
			this.received.add(text);
		}

	}

	static class LocaleListener extends Recorder {

		@SpreadListener("orders")
		void on(String text, Locale locale) {
			this.received.add(text, locale);
		}

	}

	static class CustomizedListener {

		@SpreadListener(value = "orders", id = "customized", containerFactory = "customizing")
		void on(String text) {
		}

	}

}
