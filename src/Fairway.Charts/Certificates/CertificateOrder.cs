namespace Fairway.Charts.Certificates;

/// <summary>What a certificate is to say.</summary>
/// <param name="CommonName">Of whom it is, as bytes.</param>
/// <param name="Addresses">The IP addresses that it holds for.</param>
/// <param name="Names">The DNS names that it holds for.</param>
/// <param name="From">Since when it is valid.</param>
/// <param name="Until">Until when.</param>
/// <param name="IsAuthority">Whether it signs others.</param>
/// <param name="Helm">Whose Go makes the digest that names its key.</param>
internal sealed record CertificateOrder(
    string CommonName,
    IReadOnlyList<byte[]> Addresses,
    IReadOnlyList<string> Names,
    DateTimeOffset From,
    DateTimeOffset Until,
    bool IsAuthority,
    HelmLine Helm);
