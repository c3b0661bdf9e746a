package io.github.spreadspring.boot.autoconfigure;

import java.io.ObjectInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the rules of the house that modules alone cannot keep.
 */
class ArchitectureTests {

	private static final String ROOT = "io.github.spreadspring";

	private static final String PROTOCOL = ROOT + ".protocol..";

	private static final String DAEMON = ROOT + ".daemon..";

	private static final String CLIENT = ROOT + ".client..";

	private static final String MESSAGING = ROOT + ".messaging..";

	private static final String BOOT = ROOT + ".boot..";

	private static final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	@Test
	void allModulesAreLookedAt() {
		for (String module : new String[] { "protocol", "daemon", "client", "messaging", "boot.autoconfigure" }) {
			assertThat(classes.containPackage(ROOT + "." + module)).as(module).isTrue();
		}
	}

	@Test
	void packagesHaveNoCycles() {
		SlicesRuleDefinition.slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
	}

	@Test
	void theProtocolNeedsTheJdkOnly() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(PROTOCOL)
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(PROTOCOL, "java..", "org.jspecify..")
			.check(classes);
	}

	@Test
	void theDaemonKnowsNothingOfTheClient() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(DAEMON)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(CLIENT, MESSAGING, BOOT, "org.springframework..")
			.check(classes);
	}

	@Test
	void theClientKnowsNothingOfSpringOrTheDaemon() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(CLIENT)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(DAEMON, MESSAGING, BOOT, "org.springframework..", "io.netty..")
			.check(classes);
	}

	@Test
	void messagingKnowsNothingOfSpringBootOrTheDaemon() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(MESSAGING)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(DAEMON, BOOT, "org.springframework.boot..")
			.check(classes);
	}

	@Test
	void nobodyReadsJavaObjects() {
		ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat()
			.areAssignableTo(ObjectInputStream.class)
			.orShould()
			.callMethod(Class.class, "forName", String.class)
			.check(classes);
	}

	@Test
	void everyPackageIsNullMarked() {
		Set<JavaPackage> packages = classes.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
		assertThat(packages).hasSizeGreaterThan(8)
			.allSatisfy((candidate) -> assertThat(candidate.isAnnotatedWith(NullMarked.class)).as(candidate.getName())
				.isTrue());
	}

	@Test
	void autoConfigurationsArePublicAndFinalWithoutPublicMembers() {
		ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould(haveNoPublicMembers())
			.check(classes);
	}

	@Test
	void autoConfigurationsAreAllListedAndNoOther() {
		List<String> listed = new ArrayList<>();
		ImportCandidates.load(AutoConfiguration.class, null)
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith(ROOT))
			.forEach(listed::add);
		assertThat(listed).containsExactlyInAnyOrderElementsOf(classes.stream()
			.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
			.map(JavaClass::getName)
			.toList());
	}

	@Test
	void beanMethodsAndTheClassesAroundThemArePackagePrivate() {
		ArchRuleDefinition.methods()
			.that()
			.areAnnotatedWith(Bean.class)
			.and()
			.areDeclaredInClassesThat()
			.resideInAPackage(BOOT)
			.should()
			.bePackagePrivate()
			.check(classes);
		ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(Configuration.class)
			.and()
			.resideInAPackage(BOOT)
			.should()
			.bePackagePrivate()
			.check(classes);
	}

	@Test
	void nothingPrintsToTheConsole() {
		ArchRuleDefinition.noClasses()
			.should()
			.accessField(System.class, "out")
			.orShould()
			.accessField(System.class, "err")
			.check(classes);
	}

	private static ArchCondition<JavaClass> haveNoPublicMembers() {
		return new ArchCondition<>("have no public members") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				for (JavaMember member : type.getMembers()) {
					if (member.getModifiers().contains(JavaModifier.PUBLIC)) {
						events.add(SimpleConditionEvent.violated(member, member.getDescription() + " is public"));
					}
				}
			}

		};
	}

}
