namespace CustomerValue.Information;

/// <summary>How the 32 bytes of a pseudonym are written.</summary>
public enum PseudonymFormat
{
    /// <summary>64 lower-case hexadecimal digits.</summary>
    Hex = 0,

    /// <summary>43 characters of A–Z, a–z, 0–9, <c>-</c> and <c>_</c> (RFC 4648 §5, without padding): case matters.</summary>
    Base64Url,
}
