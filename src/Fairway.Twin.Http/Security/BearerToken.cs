using System.Security.Cryptography;
using System.Text;

namespace Fairway.Twin.Http.Security;

/// <summary>
/// The token that opens one cluster: 256 random bits as base64url text. Never printed by <see cref="ToString"/>.
/// </summary>
public sealed class BearerToken
{
    private const string Scheme = "Bearer ";
    private readonly byte[] expected;

    /// <summary>A token that was kept.</summary>
    public BearerToken(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        Text = text;
        expected = Encoding.UTF8.GetBytes(text);
    }

    /// <summary>The token itself. Secret.</summary>
    public string Text { get; }

    /// <summary>A new token.</summary>
    public static BearerToken Create() =>
        new(System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>
    /// Whether an Authorization header carries this token; takes the same time wherever a wrong one differs.
    /// </summary>
    public bool Opens(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var given = authorization.AsSpan(Scheme.Length).Trim();
        Span<byte> bytes = stackalloc byte[256];
        return Encoding.UTF8.TryGetBytes(given, bytes, out var length)
            && CryptographicOperations.FixedTimeEquals(bytes[..length], expected);
    }

    /// <summary>The token in an Authorization header; null where there is none.</summary>
    internal static string? In(string? authorization) =>
        authorization is not null && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? authorization[Scheme.Length..].Trim()
            : null;

    /// <inheritdoc/>
    public override string ToString() => "BearerToken";
}
