namespace CustomerValue.Experiments;

/// <summary>The three groups of the study: what the model said, and what the branch did with it.</summary>
public enum StudyGroup
{
    /// <summary>The model did not recommend the customer.</summary>
    NonRecommended = 0,

    /// <summary>Recommended by the model, not marketed to.</summary>
    Recommended,

    /// <summary>Recommended by the model and marketed to by the branch.</summary>
    Marketing,
}
