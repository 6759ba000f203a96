{{ define "outer" -}}
outer: {{ include "inner" .Values.missing }}
{{- end }}
{{ define "inner" -}}
inner: {{ .name | upper }}
{{- end }}
