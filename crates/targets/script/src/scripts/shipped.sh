if [ ! -d "$R" ]; then echo absent
elif intact "$R" 2>&1 && placed 2>&1; then echo done
else echo different; fi
