using CustomerValue.Propensity;

namespace CustomerValue.Tests.Propensity;

/// <summary>A column without penalty beside penalized ones, weights and offsets, both families, from ridge to lasso, along the λ that glmnet chooses.</summary>
public sealed class GlmnetCorrectness
{
    // R 4.2.2, glmnet 4.1-6:
    // i <- 0:59; x <- sapply(1:4, function(j) ((i*(2*j+5) + i%/%3*j*j) %% 17)/8 - 1); x[,3] <- x[,3]*40
    // y <- as.numeric((i*i + i%/%4) %% 5 < 2); z <- 3*x[,1] - x[,3]/20 + ((i*11) %% 13)/6
    // w <- 1 + (i %% 3)/2; off <- ((i*5) %% 7)/10; pf <- c(0, 1, 2, .5)
    // g <- glmnet(x, z or y, family, alpha, weights = w, offset = off, penalty.factor = pf, nlambda = 20, thresh = 1e-20, maxit = 1e7)
    // length(g$lambda), g$lambda[1], g$lambda[8], coef(g)[,8]
    [Theory]
    [InlineData("gaussian", 0, 20, 561.645489836424, 18.8702678716123, new[] { 0.7332292979941, 2.865774194531, -0.07376260542565, -0.002586507040947, -0.07632816958698 })]
    [InlineData("gaussian", 0.25, 15, 2.24658195934569, 0.0754810714864491, new[] { 0.7205405311427, 2.827748885322, -0.1042489637407, -0.04715252184299, -0.02455159057507 })]
    [InlineData("gaussian", 0.5, 14, 1.12329097967285, 0.0377405357432246, new[] { 0.7204294936949, 2.824149050725, -0.07775148022026, -0.04924127460134, -0.007714776067473 })]
    [InlineData("gaussian", 1, 13, 0.561645489836423, 0.0188702678716123, new[] { 0.720327782393, 2.822368162813, -0.06312006517322, -0.05035367131393, 0 })]
    [InlineData("binomial", 0, 20, 111.050078753684, 3.7310808528988, new[] { -0.9685687449475, -0.8621374019607, 0.02726663483857, -0.0002834127612582, 0.05137939064723 })]
    [InlineData("binomial", 0.25, 16, 0.52679988375023, 0.017699518826362, new[] { -0.9915638347373, -0.9782936426095, 0.6781779283302, -0.0170293829217, 0.6306685283003 })]
    [InlineData("binomial", 0.5, 15, 0.263399941875115, 0.00884975941318098, new[] { -0.9991613499614, -0.9926783296927, 0.7452403814913, -0.01950076980916, 0.6652267485149 })]
    [InlineData("binomial", 1, 14, 0.131699970937558, 0.00442487970659049, new[] { -1.004251060155, -1.001881655103, 0.7861435254456, -0.02104223125763, 0.6859380204741 })]
    public void Paths_with_a_column_free_of_penalty_match(string family, double alpha, int count, double first, double eighth, double[] coefficients)
    {
        var rows = Enumerable.Range(0, 60).ToArray();
        var columns = Enumerable.Range(1, 4).Select(j => rows.Select(i => (((((i * ((2 * j) + 5)) + (i / 3 * j * j)) % 17) / 8.0) - 1) * (j == 3 ? 40 : 1)).ToArray()).ToArray();
        var outcomes = rows.Select(i => family == "binomial"
            ? (((i * i) + (i / 4)) % 5 < 2 ? 1.0 : 0)
            : (3 * columns[0][i]) - (columns[2][i] / 20) + (i * 11 % 13 / 6.0)).ToArray();
        var sample = LabeledBatch.Of(Samples.Numbers(["a", "b", "c", "d"], columns), outcomes)
            .WithWeights(rows.Select(i => 1 + (i % 3 / 2.0)).ToArray())
            .WithOffsets(rows.Select(i => i * 5 % 7 / 10.0).ToArray());
        var options = ElasticNetOptions.Default with
        {
            Alpha = alpha,
            LambdaCount = 20,
            PenaltyFactors = new Dictionary<string, double> { ["a"] = 0, ["c"] = 2, ["d"] = 0.5 },
        };

        var steps = family == "binomial" ? LogisticPath.Fit(sample, options).Steps : LinearPath.Fit(sample, options).Steps;

        steps.Should().HaveCount(count);
        steps[0].Lambda.Should().BeApproximately(first, 1e-9 * first);
        steps[7].Lambda.Should().BeApproximately(eighth, 1e-9 * eighth);
        double[] found = [steps[7].Intercept, .. steps[7].Effects.ToArray()];
        found.ShouldBeNear(coefficients, 1e-7);
    }
}
