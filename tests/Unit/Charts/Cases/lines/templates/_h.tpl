{{- define "lines.map" -}}
kind: ConfigMap
apiVersion: v1
metadata:
  name: {{ . }}
---
kind: ConfigMap
apiVersion: v1
metadata:
  name: {{ . }}-too
{{- end -}}
