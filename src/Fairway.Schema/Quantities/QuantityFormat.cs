namespace Fairway.Schema.Quantities;

/// <summary>The family of a quantity's suffix, which it keeps when it is written.</summary>
internal enum QuantityFormat
{
    /// <summary>n, u, m, none, k, M, G, T, P, E.</summary>
    Decimal,

    /// <summary>Ki, Mi, Gi, Ti, Pi, Ei.</summary>
    Binary,

    /// <summary>e3, E6.</summary>
    Exponent,
}
