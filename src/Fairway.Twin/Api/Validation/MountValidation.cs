namespace Fairway.Twin.Api.Validation;

/// <summary>Mounts of volumes in containers: they name volumes of the pod, each at a path of its own.</summary>
internal static class MountValidation
{
    /// <summary>Checks <c>volumeMounts</c> and <c>volumeDevices</c>.</summary>
    public static void Check(Field container, NameSet volumes)
    {
        var paths = new NameSet();
        foreach (var mount in container["volumeMounts"].Items())
        {
            CheckName(mount["name"], volumes);
            CheckPath(mount["mountPath"], paths);
            CheckPropagation(mount["mountPropagation"], container["securityContext"]["privileged"].IsTrue);
            if (mount.TextOf("subPath") is { Length: > 0 } inside)
            {
                NameChecks.RelativePath(mount["subPath"], inside);
            }

            if (mount.TextOf("subPathExpr") is { Length: > 0 } expression)
            {
                if (mount.TextOf("subPath").Length > 0)
                {
                    mount["subPathExpr"].Invalid("subPathExpr and subPath are mutually exclusive");
                }

                NameChecks.RelativePath(mount["subPathExpr"], expression);
            }
        }

        foreach (var device in container["volumeDevices"].Items())
        {
            CheckName(device["name"], volumes);
            CheckPath(device["devicePath"], paths);
        }
    }

    private static void CheckPropagation(Field propagation, bool isPrivileged)
    {
        if (!propagation.IsSet)
        {
            return;
        }

        if (propagation.Text is not ("Bidirectional" or "HostToContainer" or "None"))
        {
            propagation.Unsupported(propagation.Text, "Bidirectional", "HostToContainer", "None");
        }

        if (propagation.Text == "Bidirectional" && !isPrivileged)
        {
            propagation.Forbidden("Bidirectional mount propagation is available only to privileged containers");
        }
    }

    private static void CheckName(Field name, NameSet volumes)
    {
        if (name.Text.Length == 0)
        {
            name.Required();
        }

        if (!volumes.Has(name.Text))
        {
            name.NotFound();
        }
    }

    private static void CheckPath(Field path, NameSet paths)
    {
        if (path.Text.Length == 0)
        {
            path.Required();
        }

        if (!paths.Add(path.Text))
        {
            path.Invalid("must be unique");
        }
    }
}
