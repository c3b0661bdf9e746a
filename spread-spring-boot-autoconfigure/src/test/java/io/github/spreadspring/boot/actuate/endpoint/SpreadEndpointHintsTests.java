package io.github.spreadspring.boot.actuate.endpoint;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;

import io.github.spreadspring.boot.actuate.SpreadBeans;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image has to know to write the answers of {@link SpreadEndpoint}.
 */
class SpreadEndpointHintsTests {

	@ParameterizedTest
	@ValueSource(classes = { SpreadDescriptor.class, SessionDescriptor.class,
			SessionDescriptor.StatisticsDescriptor.class, SessionDescriptor.GroupDescriptor.class,
			ListenerDescriptor.class, ListenerDescriptor.QueueDescriptor.class,
			ListenerDescriptor.FailureDescriptor.class, SpreadEndpointWebExtension.ErrorDescriptor.class })
	void everyAnswerCanBeWritten(Class<?> type) {
		assertThat(type.getRecordComponents()).allSatisfy((component) -> assertThat(
				RuntimeHintsPredicates.reflection().onMethodInvocation(component.getAccessor()))
			.as(component.toString())
			.accepts(hints()));
	}

	private static RuntimeHints hints() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(SpreadEndpoint.class, SpreadEndpointWebExtension.class, SpreadBeans.class);
		TestGenerationContext generated = new TestGenerationContext(SpreadEndpointHintsTests.class);
		new ApplicationContextAotGenerator().processAheadOfTime(context, generated);
		return generated.getRuntimeHints();
	}

}
