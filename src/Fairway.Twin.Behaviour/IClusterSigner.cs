namespace Fairway.Twin.Behaviour;

/// <summary>What a request of a certificate says of whom it is for.</summary>
/// <param name="CommonName">The common name; empty for none.</param>
/// <param name="Organizations">The organizations.</param>
/// <param name="HasOtherNames">Whether it asks for alternative names: hosts, addresses.</param>
public sealed record CertificateSubject(string CommonName, IReadOnlyList<string> Organizations, bool HasOtherNames);

/// <summary>
/// Signs in a cluster's name. Its keys are no part of the API, so that controllers get them by this way.
/// </summary>
public interface IClusterSigner
{
    /// <summary>Whom a request is for.</summary>
    /// <param name="request">The request: PEM.</param>
    /// <exception cref="FormatException">It cannot be read.</exception>
    CertificateSubject SubjectOf(byte[] request);

    /// <summary>Issues a certificate: PEM.</summary>
    /// <param name="request">The request: PEM.</param>
    /// <param name="usages">What the certificate may be used for, in the words of Kubernetes.</param>
    /// <param name="notBefore">From when it holds.</param>
    /// <param name="notAfter">Until when it holds.</param>
    /// <exception cref="FormatException">The request cannot be read.</exception>
    string Issue(byte[] request, IReadOnlyList<string> usages, DateTimeOffset notBefore, DateTimeOffset notAfter);

    /// <summary>Signs a token for a service account that holds as long as the secret which is to hold it.</summary>
    string SignToken(SecretToken token);
}

/// <summary>For whom a token is, and the secret that will hold it.</summary>
public sealed record SecretToken(
    string Namespace, string Account, string AccountUid, string Secret, string SecretUid);
