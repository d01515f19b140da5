/**
 * Rules that moderators write: by words, or by a regular expression, a post counts as being about a debunk's claim, or about a
 * falsehood that the rule itself states.
 *
 * <p>A {@link dev.canard.indexer.rule.RuleBook} is read from a file and proves its rules by their examples; a {@link
 * dev.canard.indexer.rule.RuleMatcher} tells which of them a post meets. Neither says whether a post alerts: how it stands to the
 * claim is for the judge, in the package of policies. What a post costs is bounded, by how much of it is read and by what a rule may hold.
 */
@NullMarked
package dev.canard.indexer.rule;

import org.jspecify.annotations.NullMarked;
