namespace CustomerValue.Information;

/// <summary>What a client may call an account.</summary>
public enum DispositionRole
{
    /// <summary>The (first) owner; owners and co-owners share the account equally.</summary>
    Owner = 0,

    /// <summary>Another owner, with the same share as the first.</summary>
    CoOwner,

    /// <summary>May dispose of the account and owns nothing of it.</summary>
    Disponent,
}
