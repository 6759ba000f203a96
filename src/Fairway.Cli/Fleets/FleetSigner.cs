using System.Security.Cryptography;
using System.Text;
using Fairway.Twin.Api;
using Fairway.Twin.Behaviour;
using Fairway.Twin.Http.Security;

namespace Fairway.Cli.Fleets;

/// <summary>Lends the keys of a cluster to its controllers.</summary>
internal sealed class FleetSigner(ClusterAuthority authority, ApiServer api) : IClusterSigner
{
    /// <inheritdoc/>
    public CertificateSubject SubjectOf(byte[] request)
    {
        var asked = Read(() => ClientCertificateIssuer.Read(Der(request)));
        return new CertificateSubject(asked.CommonName, asked.Organizations, asked.HasOtherNames);
    }

    /// <inheritdoc/>
    public string Issue(
        byte[] request, IReadOnlyList<string> usages, DateTimeOffset notBefore, DateTimeOffset notAfter) =>
        Read(() => authority.Issue(new CertificateOrder(Der(request), usages, notBefore, notAfter)));

    /// <inheritdoc/>
    public string SignToken(SecretToken token) => api.SignToken(
        token.Namespace, (token.Account, token.AccountUid), (token.Secret, token.SecretUid));

    private static byte[] Der(byte[] request)
    {
        var text = Encoding.UTF8.GetString(request);
        return PemEncoding.TryFind(text, out var found)
            ? Convert.FromBase64String(text[found.Base64Data])
            : throw new FormatException("the request is no PEM");
    }

    private static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CryptographicException exception)
        {
            throw new FormatException($"the request cannot be read: {exception.Message}", exception);
        }
    }
}
