package io.github.spreadspring.sample.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a test class where there is no browser, and says so.
 */
class ChromiumCondition implements ExecutionCondition {

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		if (Chromium.isInstalled()) {
			return ConditionEvaluationResult.enabled("There is a Chromium");
		}
		String reason = "No Chromium with chromedriver on the PATH: %s is skipped".formatted(context.getDisplayName());
		if (context.getTestMethod().isEmpty()) {
			System.out.println(reason);
		}
		return ConditionEvaluationResult.disabled(reason);
	}

}
