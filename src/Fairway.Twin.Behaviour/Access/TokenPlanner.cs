using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>What is done with a secret that is to hold a token.</summary>
internal enum TokenAction
{
    /// <summary>Nothing.</summary>
    Keep,

    /// <summary>A token is signed and put in.</summary>
    Fill,

    /// <summary>Its service account is gone: so does the secret.</summary>
    Delete,
}

/// <summary>Decides over secrets that are to hold tokens.</summary>
internal static class TokenPlanner
{
    /// <param name="secret">The secret.</param>
    /// <param name="accountUid">The uid of the service account that it names; null where there is none.</param>
    public static TokenAction Plan(SecretView secret, string? accountUid)
    {
        if (secret.Account is null || secret.Meta.IsDeleting)
        {
            return TokenAction.Keep;
        }

        var named = secret.Meta.Annotations[SecretView.AccountUid];
        if (accountUid is null || (named is not null && named != accountUid))
        {
            return TokenAction.Delete;
        }

        return secret.IsComplete && named is not null ? TokenAction.Keep : TokenAction.Fill;
    }
}
