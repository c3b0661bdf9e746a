package io.github.spreadspring.boot.test;

import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.Set;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.springframework.beans.factory.annotation.ParameterResolutionDelegate;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.test.context.support.TestConstructorUtils;

import io.github.spreadspring.daemon.DaemonFaults;
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon;
import io.github.spreadspring.daemon.EmbeddedSpreadNetwork;

/**
 * What {@link EmbeddedSpread} does in JUnit. The daemons are those of the application
 * context where there is one, else those of the test class.
 */
class EmbeddedSpreadExtension implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

	private static final Namespace NAMESPACE = Namespace.create(EmbeddedSpreadExtension.class);

	private static final Set<Class<?>> PARAMETERS = Set.of(EmbeddedSpreadDaemon.class, EmbeddedSpreadNetwork.class,
			DaemonFaults.class, SpreadTestClient.class);

	@Override
	public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
		return ExtensionContextScope.TEST_METHOD;
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		if (!usesSpring(context)) {
			daemons(context);
		}
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		// kept, because Spring may have closed its context before the test is over
		context.getStore(NAMESPACE).put(TestDaemons.class, new InUse(daemons(context)));
		if (usesSpring(context) && annotation(context).awaitJoined()) {
			SpreadTestListeners.awaitJoined(SpringExtension.getApplicationContext(context));
		}
	}

	@Override
	public void afterEach(ExtensionContext context) {
		InUse inUse = context.getStore(NAMESPACE).remove(TestDaemons.class, InUse.class);
		if (inUse != null) {
			inUse.daemons().heal();
		}
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return PARAMETERS.contains(parameter.getParameter().getType())
				&& !(usesSpring(context) && isInjectedBySpring(parameter, context));
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		TestDaemons daemons = daemons(context);
		Class<?> type = parameter.getParameter().getType();
		if (type == EmbeddedSpreadNetwork.class) {
			return daemons.network();
		}
		if (type == EmbeddedSpreadDaemon.class) {
			return daemons.first();
		}
		if (type == DaemonFaults.class) {
			return daemons.first().faults();
		}
		SpreadTestClient client = SpreadTestClient.open(daemons.first());
		// the store closes what it holds
		context.getStore(NAMESPACE).put(client, client);
		return client;
	}

	private static boolean isInjectedBySpring(ParameterContext parameter, ExtensionContext context) {
		Executable executable = parameter.getDeclaringExecutable();
		return ParameterResolutionDelegate.isAutowirable(parameter.getParameter(), parameter.getIndex())
				|| TestConstructorUtils.isAutowirableConstructor(executable,
						(name) -> context.getConfigurationParameter(name).orElse(null));
	}

	private static TestDaemons daemons(ExtensionContext context) {
		if (usesSpring(context)) {
			ApplicationContext application = SpringExtension.getApplicationContext(context);
			return application.getBean(TestDaemons.class);
		}
		TestDaemons.Settings settings = TestDaemons.Settings.of(annotation(context));
		// also found there by nested classes, unless they are annotated otherwise
		return context.getStore(NAMESPACE).computeIfAbsent(settings, TestDaemons::start, TestDaemons.class);
	}

	private static EmbeddedSpread annotation(ExtensionContext context) {
		EmbeddedSpread annotation = TestContextAnnotationUtils.findMergedAnnotation(context.getRequiredTestClass(),
				EmbeddedSpread.class);
		if (annotation == null) {
			throw new IllegalStateException(
					"%s needs @EmbeddedSpread, which brings the extension".formatted(context.getRequiredTestClass()));
		}
		return annotation;
	}

	private static boolean usesSpring(ExtensionContext context) {
		Class<?> type = context.getRequiredTestClass();
		while (type != null) {
			boolean found = AnnotationSupport.findRepeatableAnnotations(type, ExtendWith.class)
				.stream()
				.flatMap((annotation) -> Arrays.stream(annotation.value()))
				.anyMatch(SpringExtension.class::isAssignableFrom);
			if (found) {
				return true;
			}
			type = type.getEnclosingClass();
		}
		return false;
	}

	/**
	 * The daemons of a test, as a value that the store does not close.
	 *
	 * @param daemons the daemons
	 */
	private record InUse(TestDaemons daemons) {
	}

}
