package dev.canard.indexer.training.bert;

import java.util.List;

/**
 * What a network should say of a batch of pairs.
 *
 * @param possible 1 for each class that a pair may have, 0 for the others, pair after pair
 * @param weights how much it counts that a pair gets one of its possible classes
 * @param smoothing how much each class of each pair counts whichever it has, pair after pair, so that the network never gets
 *     too sure (Szegedy et al. 2016)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Targets(float[] possible, float[] weights, float[] smoothing) {

    private static final float SMOOTHING = .1f;

    /**
     * The targets of a batch; the weights of its pairs sum up to 1.
     *
     * @param classWeights how much a pair of each class counts; one whose class is not known counts 1
     */
    static Targets of(List<TrainingPair> batch, float[] classWeights) {
        int classes = classWeights.length;
        float total = 0;
        for (TrainingPair pair : batch) {
            total += weight(pair, classWeights);
        }
        float[] possible = new float[batch.size() * classes];
        float[] weights = new float[batch.size()];
        float[] smoothing = new float[batch.size() * classes];
        for (int i = 0; i < weights.length; i++) {
            TrainingPair pair = batch.get(i);
            float weight = weight(pair, classWeights) / total;
            weights[i] = (1 - SMOOTHING) * weight;
            for (int label : pair.labels()) {
                possible[i * classes + label] = 1;
            }
            for (int c = 0; c < classes; c++) {
                smoothing[i * classes + c] = SMOOTHING / classes * weight;
            }
        }
        return new Targets(possible, weights, smoothing);
    }

    private static float weight(TrainingPair pair, float[] classWeights) {
        return pair.labels().size() == 1 ? classWeights[pair.labels().getFirst()] : 1;
    }
}
