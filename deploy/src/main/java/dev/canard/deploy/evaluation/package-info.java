/**
 * Measures quality on labelled data, in the process and without a broker, so that Canard and the simple systems beside it
 * share one encoding of posts and debunks.
 *
 * <p>A {@link dev.canard.deploy.evaluation.Workbench} holds the models and what was encoded. {@link
 * dev.canard.deploy.evaluation.RetrievalComparison}, {@link dev.canard.deploy.evaluation.StrictAlerts} and {@link
 * dev.canard.deploy.evaluation.LabelledAlerts} each turn files into an {@link dev.canard.deploy.evaluation.EvaluationResult}:
 * tables for people, charts for {@link dev.canard.deploy.evaluation.HtmlReport}, and figures by name, which {@link
 * dev.canard.deploy.evaluation.QualityCheck} holds against a versioned list.
 */
@NullMarked
package dev.canard.deploy.evaluation;

import org.jspecify.annotations.NullMarked;
