using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;

namespace Fairway.Kube.Credentials;

/// <summary>The user's certificate with its key, from PEM inline or in files.</summary>
internal static class ClientCertificate
{
    /// <summary>Null where the user has none.</summary>
    /// <exception cref="KubeconfigException">It cannot be read, or certificate and key do not belong
    /// together.</exception>
    public static X509Certificate2? Of(KubernetesClientConfiguration config, string where)
    {
        var certificate = Pem(config.ClientCertificateData, config.ClientCertificateFilePath);
        var key = Pem(config.ClientCertificateKeyData, config.ClientKeyFilePath);
        if (certificate is null || key is null)
        {
            return null;
        }

        try
        {
            return X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new KubeconfigException(
                $"The client certificate or key of the kubeconfig's {where} cannot be used: {e.Message}", e);
        }
    }

    private static string? Pem(string? base64, string? path)
    {
        if (!string.IsNullOrEmpty(base64))
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(base64));
        }

        return string.IsNullOrEmpty(path) ? null : File.ReadAllText(path);
    }
}
